import { catalogue } from "./core";

export const session = catalogue({
  title: { zh: "登录豆田", en: "Sign in to Beanfield" },
  claim: {
    zh: "数据标注 · 职业认定 · 项目引入",
    en: "Annotation, certification and work for county centres",
  },
  login: { zh: "账号", en: "Account" },
  password: { zh: "密码", en: "Password" },
  signIn: { zh: "登录", en: "Sign in" },
  forgot: {
    zh: "忘记密码？请联系管理员重置。",
    en: "Forgotten the password? An administrator can reset it.",
  },
  giveLogin: { zh: "请输入账号", en: "Enter your account" },
  givePassword: { zh: "请输入密码", en: "Enter your password" },
  firstTitle: { zh: "请设置新密码", en: "Choose a new password" },
  firstHelp: {
    zh: "您正在使用一次性密码。设置自己的密码后才能继续。",
    en: "You signed in with a one-time password. Choose your own before you go on.",
  },
  oldPassword: { zh: "当前密码", en: "Current password" },
  newPassword: { zh: "新密码", en: "New password" },
  again: { zh: "再输入一次新密码", en: "The new password again" },
  atLeast: { zh: "至少 8 个字符", en: "At least 8 characters" },
  differ: { zh: "两次输入不一致", en: "The two do not match" },
  change: { zh: "更改密码", en: "Change the password" },
  changed: { zh: "密码已更改", en: "The password was changed" },
});

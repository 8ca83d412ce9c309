import { catalogue } from "./core";

/** Texts of the parts that several pages share. */
export const parts = catalogue({
  choosePerson: { zh: "输入姓名查找", en: "Type a name" },
  chooseTeam: { zh: "选择小组", en: "Choose a team" },
  chooseCentre: { zh: "选择中心", en: "Choose a centre" },
  chooseCustomer: { zh: "选择客户", en: "Choose a customer" },
  nobody: { zh: "没有找到人员", en: "Nobody found" },
  noImage: { zh: "图片无法显示", en: "The picture cannot be shown" },
  noObjects: { zh: "没有标注对象", en: "No objects" },
  objects: { zh: "{count} 个对象", en: "{count} {count|object|objects}" },
  answers: { zh: "回答", en: "Answers" },
  relations: { zh: "关系", en: "Relations" },
  response: { zh: "回答 {id}", en: "Response {id}" },
  video: { zh: "视频，{seconds} 秒，{frames} 帧", en: "Video, {seconds} s, {frames} frames" },
  audio: { zh: "录音，{seconds} 秒", en: "Recording, {seconds} s" },
  system: { zh: "系统", en: "System" },
  user: { zh: "用户", en: "User" },
  assistant: { zh: "助手", en: "Assistant" },
  tool: { zh: "工具", en: "Tool" },
  better: { zh: "{response} 更好（强度 {strength}）", en: "{response} is better (strength {strength})" },
  tie: { zh: "不分上下", en: "A tie" },
});

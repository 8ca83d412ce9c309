import { getRouteApi, useRouter } from "@tanstack/react-router";
import { Alert, Button, Form, Input } from "antd";
import { useSignIn } from "@/api/session";
import type { SignIn } from "@/api/types";
import { chooseLocale } from "@/i18n/locale";
import { useText } from "@/i18n/react";
import { session } from "@/i18n/session";
import { Front } from "./Front";

const route = getRouteApi("/login");

export function LogIn() {
  const t = useText(session);
  const router = useRouter();
  const { to } = route.useSearch();
  const { signIn, error, isPending } = useSignIn();

  const submit = async (credentials: SignIn) => {
    const me = await signIn(credentials);
    chooseLocale(me.locale);
    router.history.push(me.must_change_password ? "/password" : (to ?? "/"));
  };

  return (
    <Front>
      <h2>{t("title")}</h2>
      <Form<SignIn>
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={(credentials) => submit(credentials).catch(() => undefined)}
      >
        <Form.Item name="login" label={t("login")} rules={[{ required: true, message: t("giveLogin") }]}>
          <Input autoFocus autoComplete="username" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t("password")}
          rules={[{ required: true, message: t("givePassword") }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {error && <Alert className="form-fault" type="error" showIcon title={error.message} />}
        <Button type="primary" htmlType="submit" block loading={isPending}>
          {t("signIn")}
        </Button>
      </Form>
      <p className="quiet front-help">{t("forgot")}</p>
    </Front>
  );
}

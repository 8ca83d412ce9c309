import { Navigate, useNavigate } from "@tanstack/react-router";
import { Alert } from "antd";
import { useMe } from "@/api/session";
import { useText } from "@/i18n/react";
import { session } from "@/i18n/session";
import { PasswordForm } from "@/parts/PasswordForm";
import { Loaded } from "@/parts/States";
import { useNotify } from "@/parts/useNotify";
import { Front } from "./Front";

/** Where everyone lands who signed in with a one-time password. */
export function FirstPassword() {
  const t = useText(session);
  const me = useMe();
  const notify = useNotify();
  const navigate = useNavigate();
  if (me.data && !me.data.must_change_password) return <Navigate to="/" />;
  const changed = () => {
    notify.done(t("changed"));
    return navigate({ to: "/" });
  };
  return (
    <Front>
      <h2>{t("firstTitle")}</h2>
      <Loaded read={me}>
        {() => (
          <>
            <Alert className="form-fault" type="info" showIcon title={t("firstHelp")} />
            <PasswordForm onChanged={changed} />
          </>
        )}
      </Loaded>
    </Front>
  );
}

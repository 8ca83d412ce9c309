import type { OneTimePassword } from "@/api/types";
import { people } from "@/i18n/people";
import { useText } from "@/i18n/react";
import { ShownOnce } from "@/parts/Shown";

/** A one-time password, to be handed over now. */
export function PasswordOnce({
  password,
  onClose,
}: {
  password: OneTimePassword | null;
  onClose: () => void;
}) {
  const t = useText(people);
  return (
    <ShownOnce
      title={t("passwordTitle")}
      values={
        password && [
          { label: t("login"), value: password.login },
          { label: t("password"), value: password.password },
        ]
      }
      onClose={onClose}
    />
  );
}

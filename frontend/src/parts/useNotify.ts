import { App } from "antd";
import { useMemo } from "react";

/** Short words at the top of the page after something was done. */
export function useNotify() {
  const { message } = App.useApp();
  return useMemo(
    () => ({
      done: (text: string) => message.success(text),
      failed: (error: Error) => message.error(error.message, 6),
    }),
    [message],
  );
}

import { Alert, Button, Empty, Flex, Skeleton } from "antd";
import type { ReactNode } from "react";
import { ProblemError } from "@/api/fetch";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";

/** What a page shows until its data are there. */
export function Loading() {
  const t = useText(common);
  return (
    <div role="status" aria-label={t("loading")}>
      <Skeleton active paragraph={{ rows: 5 }} />
    </div>
  );
}

interface ProblemProps {
  error: Error;
  retry?: () => void;
}

/** A failure, told in the server's words, with a way on. */
export function Problem({ error, retry }: ProblemProps) {
  const t = useText(common);
  const forbidden = error instanceof ProblemError && error.status === 403;
  return (
    <Alert
      type={forbidden ? "warning" : "error"}
      showIcon
      title={forbidden ? t("forbidden") : t("problem")}
      description={error.message}
      action={retry && !forbidden ? <Button onClick={retry}>{t("retry")}</Button> : undefined}
    />
  );
}

interface NothingProps {
  title: string;
  help?: string;
  action?: ReactNode;
}

/** An empty place: what would stand here, and how to fill it. */
export function Nothing({ title, help, action }: NothingProps) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <Flex vertical gap={4}>
          <strong>{title}</strong>
          {help && <span className="quiet">{help}</span>}
        </Flex>
      }
    >
      {action}
    </Empty>
  );
}

interface Readable<Reply> {
  data: Reply | undefined;
  error: Error | null;
  refetch: () => unknown;
}

interface LoadedProps<Reply> {
  read: Readable<Reply>;
  children: (data: Reply) => ReactNode;
}

/** Shows the data when they are there; loading and failure until then. */
export function Loaded<Reply>({ read, children }: LoadedProps<Reply>) {
  if (read.data !== undefined) return <>{children(read.data)}</>;
  if (read.error) return <Problem error={read.error} retry={() => read.refetch()} />;
  return <Loading />;
}

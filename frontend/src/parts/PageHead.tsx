import { Flex, Typography } from "antd";
import type { ReactNode } from "react";

interface PageHeadProps {
  title: ReactNode;
  help?: ReactNode;
  /** Buttons at the right; at most one of them primary. */
  actions?: ReactNode;
}

export function PageHead({ title, help, actions }: PageHeadProps) {
  return (
    <Flex justify="space-between" align="center" gap={16} wrap className="page-head">
      <div>
        <Typography.Title level={2}>{title}</Typography.Title>
        {help && <div className="quiet">{help}</div>}
      </div>
      {actions && (
        <Flex gap={12} wrap align="center">
          {actions}
        </Flex>
      )}
    </Flex>
  );
}

import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { quality } from "@/i18n/checks";
import { useText } from "@/i18n/react";

interface ItemsLinkProps {
  project: number;
  items: number[];
  children: ReactNode;
}

/** A figure that leads to the items behind it; plain where there are none. */
export function ItemsLink({ project, items, children }: ItemsLinkProps) {
  const t = useText(quality);
  if (items.length === 0) return <>{children}</>;
  return (
    <Link
      to="/projects/$projectId"
      params={{ projectId: String(project) }}
      search={{ tab: "items", ids: items.join(",") }}
      title={t("itemsBehind")}
    >
      {children}
    </Link>
  );
}

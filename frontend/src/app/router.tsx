import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  Navigate,
  type NotFoundRouteProps,
  Outlet,
} from "@tanstack/react-router";
import { Button, Result } from "antd";
import { app } from "@/i18n/app";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";
import { useWho } from "@/parts/me";
import { Problem } from "@/parts/States";
import { placesOf } from "./navigation";
import { Shell } from "./Shell";

export const projectTabs = [
  "progress",
  "items",
  "quality",
  "gold",
  "schema",
  "guide",
  "import",
  "export",
  "lots",
  "rates",
  "people",
  "questions",
  "settings",
  "webhooks",
] as const;
export type ProjectTab = (typeof projectTabs)[number];

const root = createRootRoute({ component: Outlet, notFoundComponent: Missing, errorComponent: Crashed });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  component: lazyRouteComponent(() => import("@/pages/session/LogIn"), "LogIn"),
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search.to === "string" && /^\/[^/]/.test(search.to) ? { to: search.to } : {},
});

const password = createRoute({
  getParentRoute: () => root,
  path: "/password",
  component: lazyRouteComponent(() => import("@/pages/session/FirstPassword"), "FirstPassword"),
});

const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

const landing = createRoute({ getParentRoute: () => shell, path: "/", component: Landing });

const home = createRoute({
  getParentRoute: () => shell,
  path: "/home",
  component: lazyRouteComponent(() => import("@/pages/home/Home"), "Home"),
});

const myQuality = createRoute({
  getParentRoute: () => shell,
  path: "/quality",
  component: lazyRouteComponent(() => import("@/pages/quality/MyQuality"), "MyQuality"),
});

const payroll = createRoute({
  getParentRoute: () => shell,
  path: "/payroll",
  component: lazyRouteComponent(() => import("@/pages/earnings/Payroll"), "Payroll"),
});

const appeals = createRoute({
  getParentRoute: () => shell,
  path: "/appeals",
  component: lazyRouteComponent(() => import("@/pages/earnings/Appeals"), "Appeals"),
});

const pay = createRoute({
  getParentRoute: () => shell,
  path: "/pay",
  component: lazyRouteComponent(() => import("@/pages/earnings/MyPay"), "MyPay"),
});

const projects = createRoute({
  getParentRoute: () => shell,
  path: "/projects",
  component: lazyRouteComponent(() => import("@/pages/projects/Projects"), "Projects"),
});

const project = createRoute({
  getParentRoute: () => shell,
  path: "/projects/$projectId",
  component: lazyRouteComponent(() => import("@/pages/project/ProjectPage"), "ProjectPage"),
  validateSearch: (search: Record<string, unknown>): { tab?: ProjectTab; item?: number; ids?: string } => ({
    tab: projectTabs.find((tab) => tab === search.tab),
    item: typeof search.item === "number" ? search.item : undefined,
    ids: /^\d+(,\d+)*$/.test(String(search.ids)) ? String(search.ids) : undefined,
  }),
});

const deliveries = createRoute({
  getParentRoute: () => shell,
  path: "/deliveries",
  component: lazyRouteComponent(() => import("@/pages/customer/CustomerDeliveries"), "CustomerDeliveries"),
});

const orders = createRoute({
  getParentRoute: () => shell,
  path: "/orders",
  component: lazyRouteComponent(() => import("@/pages/orders/Orders"), "Orders"),
});

const order = createRoute({
  getParentRoute: () => shell,
  path: "/orders/$orderId",
  component: lazyRouteComponent(() => import("@/pages/orders/OrderPage"), "OrderPage"),
});

const sample = createRoute({
  getParentRoute: () => shell,
  path: "/acceptance/$projectId/$lotId",
  component: lazyRouteComponent(() => import("@/pages/orders/SamplePage"), "SamplePage"),
});

const qualifications = createRoute({
  getParentRoute: () => shell,
  path: "/qualifications",
  component: lazyRouteComponent(() => import("@/pages/skills/Qualifications"), "Qualifications"),
});

const attempt = createRoute({
  getParentRoute: () => shell,
  path: "/attempts/$attemptId",
  component: lazyRouteComponent(() => import("@/pages/skills/AttemptPage"), "AttemptPage"),
});

const exams = createRoute({
  getParentRoute: () => shell,
  path: "/exams",
  component: lazyRouteComponent(() => import("@/pages/exams/Exams"), "Exams"),
});

const programme = createRoute({
  getParentRoute: () => shell,
  path: "/programme",
  component: lazyRouteComponent(() => import("@/pages/impact/Programme"), "Programme"),
});

const facts = createRoute({
  getParentRoute: () => shell,
  path: "/facts",
  component: lazyRouteComponent(() => import("@/pages/impact/Facts"), "Facts"),
});

const care = createRoute({
  getParentRoute: () => shell,
  path: "/care",
  component: lazyRouteComponent(() => import("@/pages/care/Care"), "Care"),
});

const careRoom = createRoute({
  getParentRoute: () => shell,
  path: "/care-room",
  component: lazyRouteComponent(() => import("@/pages/care/CareRoom"), "CareRoom"),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: "/people",
  component: lazyRouteComponent(() => import("@/pages/people/People"), "People"),
});

const teams = createRoute({
  getParentRoute: () => shell,
  path: "/teams",
  component: lazyRouteComponent(() => import("@/pages/people/Teams"), "Teams"),
});

const centres = createRoute({
  getParentRoute: () => shell,
  path: "/centres",
  component: lazyRouteComponent(() => import("@/pages/admin/Centres"), "Centres"),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: "/audit",
  component: lazyRouteComponent(() => import("@/pages/admin/Audit"), "Audit"),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: "/account",
  component: lazyRouteComponent(() => import("@/pages/account/Account"), "Account"),
});

const routeTree = root.addChildren([
  login,
  password,
  shell.addChildren([
    landing,
    home,
    myQuality,
    pay,
    payroll,
    appeals,
    projects,
    project,
    orders,
    order,
    sample,
    deliveries,
    qualifications,
    attempt,
    exams,
    programme,
    facts,
    care,
    careRoom,
    people,
    teams,
    centres,
    audit,
    account,
  ]),
]);

export const router = createRouter({ routeTree, defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Sends everyone to what they do most. */
function Landing() {
  const me = useWho();
  return <Navigate to={placesOf(me)[0]?.to ?? "/account"} replace />;
}

function Missing(_: NotFoundRouteProps) {
  const t = useText(common);
  return (
    <Result
      status="404"
      title={t("missing")}
      extra={
        <Link to="/">
          <Button type="primary">{t("goHome")}</Button>
        </Link>
      }
    />
  );
}

function Crashed({ error, reset }: ErrorComponentProps) {
  const t = useText(app);
  return (
    <main className="page">
      <Problem
        error={new Error(`${t("crashed")} (${error instanceof Error ? error.message : String(error)})`)}
        retry={reset}
      />
    </main>
  );
}

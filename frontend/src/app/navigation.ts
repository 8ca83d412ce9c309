import type { Me } from "@/api/types";
import type { app } from "@/i18n/app";
import { may, worksFirst } from "@/parts/permissions";

export interface Place {
  to:
    | "/home"
    | "/quality"
    | "/pay"
    | "/payroll"
    | "/appeals"
    | "/projects"
    | "/qualifications"
    | "/exams"
    | "/orders"
    | "/deliveries"
    | "/people"
    | "/teams"
    | "/centres"
    | "/audit"
    | "/programme"
    | "/facts"
    | "/care"
    | "/care-room"
    | "/account";
  label: keyof typeof app;
}

/** Whether the person is here for the programme's figures, and lands on them. */
const sponsors = (me: Me) => me.roles.some(({ role }) => role === "sponsor");

/** The main menu of a person; the first place is where the person lands. */
export function placesOf(me: Me): Place[] {
  const work: Place | false = may(me, "work") && { to: "/home", label: "home" };
  const pay: Place | false = may(me, "work") && { to: "/pay", label: "pay" };
  const skills: Place | false = may(me, "work") &&
    may(me, "takeExams") && { to: "/qualifications", label: "qualifications" };
  const quality: Place | false = may(me, "work") && { to: "/quality", label: "myQuality" };
  const care: Place | false = me.centre_id !== null && may(me, "bookCare") && { to: "/care", label: "care" };
  const first = worksFirst(me);
  const places: (Place | false)[] = [
    first && work,
    first && quality,
    first && skills,
    first && pay,
    may(me, "attendCare") && { to: "/care-room", label: "careRoom" },
    sponsors(me) && { to: "/programme", label: "programme" },
    may(me, "seeProgress") && { to: "/projects", label: "projects" },
    may(me, "seeOrders") && { to: "/orders", label: "orders" },
    me.customer_id !== null && may(me, "seeDeliveries") && { to: "/deliveries", label: "deliveries" },
    may(me, "seePay") && { to: "/payroll", label: "payroll" },
    may(me, "answerAppeals") && { to: "/appeals", label: "appeals" },
    may(me, "manageExams") && { to: "/exams", label: "exams" },
    may(me, "seeProgramme") && !sponsors(me) && { to: "/programme", label: "programme" },
    may(me, "seePeople") && { to: "/people", label: "people" },
    may(me, "seeFacts") && { to: "/facts", label: "facts" },
    may(me, "seeTeams") && { to: "/teams", label: "teams" },
    may(me, "manageCentres") && { to: "/centres", label: "centres" },
    may(me, "seeAudit") && { to: "/audit", label: "audit" },
    !first && work,
    !first && quality,
    !first && skills,
    !first && pay,
    may(me, "seeCare") && !may(me, "attendCare") && { to: "/care-room", label: "careRoom" },
    care,
  ];
  return places.filter((place) => place !== false);
}

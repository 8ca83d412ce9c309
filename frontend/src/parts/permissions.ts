/**
 * Which permission opens which screen and which button, in one place. The server decides what a person may do
 * (`people/access.py`); here it is only decided what is worth offering.
 */

import type { Me, Role } from "@/api/types";

export const needs = {
  work: ["work.do", "review.do", "adjudicate.do"],
  seeProjects: ["project.read"],
  makeProject: ["project.create"],
  manageProject: ["project.manage"],
  deleteProject: ["project.delete"],
  seeProgress: ["progress.read"],
  seePersonProgress: ["progress.people"],
  seeQuality: ["quality.read"],
  seeRules: ["rule.read"],
  manageRules: ["rule.manage"],
  liftFirings: ["firing.lift"],
  keepGold: ["gold.manage"],
  seeSchema: ["schema.read"],
  manageSchema: ["schema.manage"],
  seeGuide: ["guide.read"],
  manageGuide: ["guide.manage"],
  listItems: ["item.list"],
  readItem: ["item.read"],
  manageItems: ["item.manage"],
  import: ["import.run"],
  seeExports: ["export.read"],
  export: ["export.run"],
  seeLots: ["lot.read"],
  makeLots: ["lot.manage"],
  deliver: ["delivery.make"],
  seeDeliveries: ["delivery.read"],
  judgeLot: ["lot.verdict"],
  seeOrders: ["order.read"],
  fileOrder: ["order.file"],
  judgeSample: ["acceptance.judge"],
  seeAssignments: ["assignment.read"],
  assign: ["assignment.manage"],
  seeQuestions: ["thread.read"],
  ask: ["thread.write"],
  answer: ["thread.answer"],
  manageWebhooks: ["webhook.manage"],
  seePeople: ["people.read"],
  managePeople: ["people.manage"],
  manageAccounts: ["account.manage"],
  grantRoles: ["role.grant"],
  seeTeams: ["team.read"],
  manageTeams: ["team.manage"],
  seeSkills: ["skill.read"],
  recordSkills: ["skill.record"],
  seeCentres: ["centre.read"],
  manageCentres: ["centre.manage"],
  seeCustomers: ["customer.read"],
  manageCustomers: ["customer.manage"],
  seeRates: ["rate.read"],
  setRates: ["rate.manage"],
  seePay: ["pay.read"],
  managePay: ["pay.manage"],
  answerAppeals: ["appeal.answer"],
  seeAudit: ["audit.read"],
  verifyAudit: ["audit.verify"],
  seeProgramme: ["impact.read"],
  seeFacts: ["person_fact.read"],
  recordFacts: ["person_fact.manage"],
  bookCare: ["care.book"],
  seeCare: ["care.count"],
  manageCare: ["care.manage"],
  attendCare: ["care.attend"],
  takeExams: ["qualification.take"],
  manageBank: ["bank.manage"],
  manageExams: ["qualification.manage"],
  issueCertificates: ["certificate.issue"],
} as const;

export type Act = keyof typeof needs;

export function may(me: Me, act: Act): boolean {
  return needs[act].some((permission) => me.permissions.includes(permission));
}

const hands: Role[] = ["annotator", "reviewer", "team_leader"];

/** Whether the person's day begins with items to work on, rather than with projects to look after. */
export function worksFirst(me: Me): boolean {
  return may(me, "work") && me.roles.some(({ role }) => hands.includes(role));
}

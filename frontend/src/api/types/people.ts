/** People and access. */

import type { Schemas, Whole } from "./wire";

export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

export type Grant = Whole<Schemas["Grant"]>;
export type Role = Grant["role"];
export type SignIn = Schemas["SignIn"];
export type Me = Whole<Schemas["Me"]>;
export type MeChanges = Schemas["MeChanges"];
export type PasswordChange = Schemas["PasswordChange"];
export type Centre = Whole<Schemas["Centre"]>;
export type NewCentre = Schemas["NewCentre"];
export type Customer = Whole<Schemas["Customer"]>;
export type NewCustomer = Schemas["NewCustomer"];
export type Person = Whole<Schemas["Person"]>;
export type NewPerson = Schemas["NewPerson"];
export type PersonChanges = Schemas["PersonChanges"];
export type OneTimePassword = Whole<Schemas["OneTimePassword"]>;
export type MadePerson = Whole<Schemas["MadePerson"]>;
export type Team = Whole<Schemas["Team"]>;
export type NewTeam = Schemas["NewTeam"];
export type TeamChanges = Schemas["TeamChanges"];
export type Member = Whole<Schemas["Member"]>;
export type NewMember = Schemas["NewMember"];
export type SkillRecord = Whole<Schemas["SkillRecord"]>;
export type NewSkill = Schemas["NewSkill"];
export type ApiToken = Whole<Schemas["ApiToken"]>;
export type TokenScope = ApiToken["scopes"][number];
export type NewApiToken = Schemas["NewApiToken"];
export type MadeApiToken = Whole<Schemas["MadeApiToken"]>;
export type AuditRow = Whole<Schemas["AuditRow"]>;
export type AuditVerdict = Whole<Schemas["AuditVerdict"]>;

/** People and access, as they cross the wire. */

export type Role =
  | "annotator"
  | "team_leader"
  | "reviewer"
  | "project_manager"
  | "centre_manager"
  | "examiner"
  | "customer"
  | "sponsor"
  | "finance"
  | "care_staff"
  | "administrator";
export type TokenScope = "read" | "work" | "manage" | "admin";

export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

export interface Grant {
  role: Role;
  centre_id: number | null;
  customer_id: number | null;
}

export interface SignIn {
  login: string;
  password: string;
}

export interface Me {
  person_id: number;
  name: string;
  login: string;
  locale: "zh-CN" | "en";
  centre_id: number | null;
  centre_name: string | null;
  customer_id: number | null;
  roles: Grant[];
  permissions: string[];
  preferences: Record<string, unknown>;
  must_change_password: boolean;
  csrf: string | null;
}

export interface MeChanges {
  locale?: "zh-CN" | "en";
  preferences?: Record<string, unknown>;
}

export interface PasswordChange {
  old: string;
  new: string;
}

export interface Centre {
  id: number;
  name_zh: string;
  name_en: string;
  county: string;
  people: number;
}

export interface NewCentre {
  name_zh: string;
  name_en?: string;
  county?: string;
}

export interface Customer {
  id: number;
  name_zh: string;
  name_en: string;
}

export interface NewCustomer {
  name_zh: string;
  name_en?: string;
}

export interface Person {
  id: number;
  name: string;
  centre_id: number | null;
  centre_name: string | null;
  customer_id: number | null;
  team_id: number | null;
  team_name: string | null;
  login: string | null;
  disabled: boolean;
  roles: Grant[];
  left_at: string | null;
}

export interface NewPerson {
  name: string;
  centre_id?: number | null;
  customer_id?: number | null;
  team_id?: number | null;
  login?: string | null;
  roles?: Grant[];
}

export interface PersonChanges {
  name?: string;
  /** Null ends the membership. */
  team_id?: number | null;
  /** Gives an account, or another name to log in with. */
  login?: string;
  disabled?: boolean;
  left?: boolean;
}

export interface OneTimePassword {
  login: string;
  password: string;
}

export interface MadePerson {
  person: Person;
  password: OneTimePassword | null;
}

export interface Team {
  id: number;
  centre_id: number;
  name: string;
  leader_id: number | null;
  leader_name: string | null;
  people: number;
}

export interface NewTeam {
  centre_id: number;
  name: string;
  leader_id?: number | null;
}

export interface TeamChanges {
  name?: string;
  leader_id?: number | null;
}

export interface Member {
  person_id: number;
  name: string;
  from_date: string;
  to_date: string | null;
}

export interface NewMember {
  person_id: number;
  from_date?: string | null;
}

export interface SkillRecord {
  skill: string;
  level: number;
  source: string;
  valid_until: string | null;
}

export interface NewSkill {
  skill: string;
  level?: number;
  valid_until?: string | null;
}

export interface ApiToken {
  id: number;
  name: string;
  scopes: TokenScope[];
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

export interface NewApiToken {
  name: string;
  scopes: TokenScope[];
  days?: number | null;
}

export interface MadeApiToken {
  id: number;
  secret: string;
}

export interface AuditRow {
  seq: number;
  at: string;
  actor_id: number | null;
  actor_name: string | null;
  action: string;
  subject: string;
  centre_id: number | null;
  details: Record<string, unknown>;
}

export interface AuditVerdict {
  rows: number;
  intact: boolean;
  broken_at: number | null;
}

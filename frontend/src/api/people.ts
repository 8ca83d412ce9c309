import { usePages, useRead, useWrite } from "./query";
import type {
  AuditRow,
  AuditVerdict,
  Centre,
  Customer,
  Grant,
  MadePerson,
  Member,
  NewCentre,
  NewCustomer,
  NewMember,
  NewPerson,
  NewSkill,
  NewTeam,
  OneTimePassword,
  Page,
  Person,
  PersonChanges,
  Role,
  SkillRecord,
  Team,
  TeamChanges,
} from "./types";

export interface PeopleFilter {
  q?: string;
  centre_id?: number;
  team_id?: number;
  role?: Role;
}

export const useCentres = (enabled = true) => useRead<Centre[]>("/centres", { enabled });
export const useCustomers = (enabled = true) => useRead<Customer[]>("/customers", { enabled });

export function useMakeCentre() {
  return useWrite<NewCentre, Centre>("POST", (body) => ({ path: "/centres", body }), { stale: ["/centres"] });
}

export function useMakeCustomer() {
  return useWrite<NewCustomer, Customer>("POST", (body) => ({ path: "/customers", body }), {
    stale: ["/customers"],
  });
}

export const usePeople = (filter: PeopleFilter) => usePages<Person>("/people", { ...filter });

/** The first people whose name matches: what a picker offers. */
export function usePeopleNamed(q: string, filter: Omit<PeopleFilter, "q"> = {}, enabled = true) {
  return useRead<Page<Person>>("/people", { query: { ...filter, q, limit: 50 }, keep: true, enabled });
}

export const usePerson = (id: number) => useRead<Person>(`/people/${id}`);

export function useMakePerson() {
  return useWrite<NewPerson, MadePerson>("POST", (body) => ({ path: "/people", body }), {
    stale: ["/people", "/teams", "/centres"],
  });
}

export function useChangePerson() {
  return useWrite<{ id: number; changes: PersonChanges }, Person>(
    "PATCH",
    ({ id, changes }) => ({ path: `/people/${id}`, body: changes }),
    { stale: ["/people", "/teams"] },
  );
}

export function useResetPassword() {
  return useWrite<number, OneTimePassword>("POST", (id) => ({ path: `/people/${id}/password` }));
}

export function useEndSessions() {
  return useWrite<number>("DELETE", (id) => ({ path: `/people/${id}/sessions` }));
}

export function useSetRoles() {
  return useWrite<{ id: number; grants: Grant[] }, Person>(
    "PUT",
    ({ id, grants }) => ({ path: `/people/${id}/roles`, body: grants }),
    { stale: ["/people"] },
  );
}

export const useSkills = (id: number) => useRead<SkillRecord[]>(`/people/${id}/skills`);

export function useSetSkill(id: number) {
  const path = `/people/${id}/skills`;
  return useWrite<NewSkill>("PUT", (body) => ({ path, body }), { stale: [path] });
}

export function useDropSkill(id: number) {
  const path = `/people/${id}/skills`;
  return useWrite<string>("DELETE", (skill) => ({ path: `${path}/${encodeURIComponent(skill)}` }), {
    stale: [path],
  });
}

export function useTeams(centre_id?: number, enabled = true) {
  return useRead<Team[]>("/teams", { query: { centre_id }, enabled });
}

export function useMakeTeam() {
  return useWrite<NewTeam, Team>("POST", (body) => ({ path: "/teams", body }), { stale: ["/teams"] });
}

export function useChangeTeam() {
  return useWrite<{ id: number; changes: TeamChanges }, Team>(
    "PATCH",
    ({ id, changes }) => ({ path: `/teams/${id}`, body: changes }),
    { stale: ["/teams"] },
  );
}

export const useMembers = (team: number) =>
  useRead<Member[]>(`/teams/${team}/members`, { query: { past: true } });

export function useAddMember(team: number) {
  return useWrite<NewMember>("POST", (body) => ({ path: `/teams/${team}/members`, body }), {
    stale: ["/teams", "/people"],
  });
}

export function useEndMembership(team: number) {
  return useWrite<number>("DELETE", (person) => ({ path: `/teams/${team}/members/${person}` }), {
    stale: ["/teams", "/people"],
  });
}

export interface AuditFilter {
  subject?: string;
  actor_id?: number;
  action?: string;
}

export const useAudit = (filter: AuditFilter) => usePages<AuditRow>("/audit", { ...filter });

export const useAuditVerdict = (enabled: boolean) => useRead<AuditVerdict>("/audit/verify", { enabled });

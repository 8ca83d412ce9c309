import { describe, expect, it } from "vitest";
import type { Me, Role } from "@/api/types";
import { placesOf } from "./navigation";

function someone(role: Role, permissions: string[], customer: number | null = null): Me {
  return {
    person_id: 1,
    name: "",
    login: "",
    locale: "zh-CN",
    centre_id: customer === null ? 1 : null,
    centre_name: null,
    customer_id: customer,
    roles: [{ role, centre_id: 1, customer_id: customer }],
    permissions,
    preferences: {},
    must_change_password: false,
    csrf: null,
  };
}

const menu = (me: Me) => placesOf(me).map(({ to }) => to);

describe("the main menu", () => {
  it("gives an annotator the work and its pay", () => {
    expect(menu(someone("annotator", ["work.do", "project.read"]))).toEqual(["/home", "/quality", "/pay"]);
  });

  it("begins with the work for those who do it, with projects for those who look after them", () => {
    const permissions = ["work.do", "project.read", "progress.read", "people.read", "team.read"];
    expect(menu(someone("team_leader", permissions))[0]).toBe("/home");
    expect(menu(someone("project_manager", permissions))).toEqual([
      "/projects",
      "/people",
      "/teams",
      "/home",
      "/quality",
      "/pay",
    ]);
  });

  it("shows deliveries to customers only: others have them in each project", () => {
    const permissions = ["project.read", "progress.read", "delivery.read"];
    expect(menu(someone("customer", permissions, 3))).toEqual(["/projects", "/deliveries"]);
    expect(menu(someone("finance", permissions))).toEqual(["/projects"]);
  });

  it("leads a sponsor to the programme, and care staff to their room", () => {
    expect(menu(someone("sponsor", ["impact.read", "progress.read"]))).toEqual(["/programme", "/projects"]);
    expect(menu(someone("care_staff", ["care.attend", "care.count", "care.book"]))).toEqual([
      "/care-room",
      "/care",
    ]);
    expect(menu(someone("centre_manager", ["care.count", "impact.read"]))).toEqual([
      "/programme",
      "/care-room",
    ]);
  });

  it("offers care to a centre's own people only", () => {
    expect(menu(someone("customer", ["care.book", "person_fact.own"], 3))).toEqual([]);
  });

  it("is empty for those who have nothing here yet", () => {
    expect(menu(someone("care_staff", ["me.read"]))).toEqual([]);
  });
});

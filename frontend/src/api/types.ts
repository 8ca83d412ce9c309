/** The structs of the server, under the names that they bear there. */

export * from "./types/care";
export * from "./types/checks";
export * from "./types/document";
export * from "./types/earnings";
export * from "./types/gold";
export * from "./types/impact";
export * from "./types/intake";
export * from "./types/orders";
export * from "./types/people";
export * from "./types/projects";
export * from "./types/schema";
export * from "./types/skills";

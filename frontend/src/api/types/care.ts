/** The growth space: rooms, children, bookings. */

import type { Schemas, Whole } from "./wire";

export type Room = Whole<Schemas["Room"]>;
export type NewRoom = Schemas["NewRoom"];
export type NewSlots = Schemas["NewSlots"];
export type SlotCount = Whole<Schemas["SlotCount"]>;
export type Child = Whole<Schemas["Child"]>;
export type NewChild = Schemas["NewChild"];
export type Pickup = Child["pickups"][number];
export type NewPickup = Schemas["NewPickup"];
export type OwnCare = Whole<Schemas["OwnCare"]>;
export type OwnSlot = OwnCare["slots"][number];
export type RoomDay = Whole<Schemas["RoomDay"]>;
export type DaySlot = RoomDay["slots"][number];
export type ExpectedChild = DaySlot["children"][number];
export type Whereabouts = ExpectedChild["whereabouts"];

import { useRead, useWrite } from "./query";
import type {
  Child,
  NewChild,
  NewPickup,
  NewRoom,
  NewSlots,
  OwnCare,
  Room,
  RoomDay,
  SlotCount,
} from "./types";

const own = "/me/care";

export const useOwnCare = () => useRead<OwnCare>(own, { every: 60_000 });

export function useRegisterChild() {
  return useWrite<NewChild, Child[]>("POST", (body) => ({ path: "/me/children", body }), { stale: [own] });
}

export function useChangeChild(child: number) {
  return useWrite<{ notes: string }, Child[]>("PATCH", (body) => ({ path: `/me/children/${child}`, body }), {
    stale: [own],
  });
}

export function useAddPickup(child: number) {
  return useWrite<NewPickup, Child[]>("POST", (body) => ({ path: `/me/children/${child}/pickups`, body }), {
    stale: [own],
  });
}

export function useRevokePickup(child: number) {
  return useWrite<number, Child[]>(
    "DELETE",
    (pickup) => ({ path: `/me/children/${child}/pickups/${pickup}` }),
    { stale: [own] },
  );
}

export function useBook() {
  return useWrite<{ child: number; slot: number }, OwnCare>(
    "POST",
    ({ child, slot }) => ({ path: `/me/children/${child}/bookings`, body: { slot_id: slot } }),
    { stale: [own] },
  );
}

export function useCancelBooking() {
  return useWrite<{ child: number; booking: number }, OwnCare>(
    "DELETE",
    ({ child, booking }) => ({ path: `/me/children/${child}/bookings/${booking}` }),
    { stale: [own] },
  );
}

export const useRooms = (centre: number) => useRead<Room[]>(`/centres/${centre}/rooms`);

export function useAddRoom(centre: number) {
  const path = `/centres/${centre}/rooms`;
  return useWrite<NewRoom, Room>("POST", (body) => ({ path, body }), { stale: [path] });
}

export function useAddSlots(centre: number, room: number) {
  return useWrite<NewSlots, number>("POST", (body) => ({ path: `/rooms/${room}/slots`, body }), {
    stale: [`/centres/${centre}/occupancy`, `/rooms/${room}/day`],
  });
}

export const useOccupancy = (centre: number, first: string, last: string) =>
  useRead<SlotCount[]>(`/centres/${centre}/occupancy`, { query: { first, last }, keep: true });

export const useRoomDay = (room: number, day?: string) =>
  useRead<RoomDay>(`/rooms/${room}/day`, { query: { day }, every: 30_000 });

export function useCheckIn(room: number) {
  return useWrite<number, RoomDay>("POST", (booking) => ({ path: `/rooms/${room}/bookings/${booking}/in` }), {
    stale: [`/rooms/${room}/day`],
  });
}

export function useCheckOut(room: number) {
  return useWrite<{ booking: number; pickup: number }, RoomDay>(
    "POST",
    ({ booking, pickup }) => ({
      path: `/rooms/${room}/bookings/${booking}/out`,
      body: { pickup_id: pickup },
    }),
    { stale: [`/rooms/${room}/day`] },
  );
}

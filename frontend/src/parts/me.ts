import { createContext, useContext } from "react";
import type { Me } from "@/api/types";
import { type Act, may } from "./permissions";

export const MeContext = createContext<Me | null>(null);

/** Who is signed in; only below the shell, where that is known. */
export function useWho(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("no one is signed in here");
  return me;
}

/** Whether the screen should offer this to the person who is signed in. */
export function useMay(): (act: Act) => boolean {
  const me = useWho();
  return (act) => may(me, act);
}

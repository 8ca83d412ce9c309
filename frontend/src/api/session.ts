import { useQueryClient } from "@tanstack/react-query";
import { rememberCsrf } from "./fetch";
import { keyOf, useRead, useWrite } from "./query";
import type { ApiToken, MadeApiToken, Me, MeChanges, NewApiToken, PasswordChange, SignIn } from "./types";

/** Who is signed in. Also keeps the token that later writes must carry. */
export function useMe(enabled = true) {
  const read = useRead<Me>("/me", { enabled });
  if (read.data) rememberCsrf(read.data.csrf);
  return read;
}

export function useSignIn() {
  const client = useQueryClient();
  const write = useWrite<SignIn, Me>("POST", (body) => ({ path: "/session", body }), { quiet: true });
  const signIn = async (credentials: SignIn) => {
    const me = await write.mutateAsync(credentials);
    rememberCsrf(me.csrf);
    client.clear();
    client.setQueryData(keyOf("/me"), me);
    return me;
  };
  return { ...write, signIn };
}

export function useSignOut() {
  return useWrite<void>("DELETE", () => ({ path: "/session" }));
}

export function useSignOutEverywhere() {
  return useWrite<void>("DELETE", () => ({ path: "/me/sessions" }));
}

/** Changes one's own account. All is stale afterwards: the server speaks the language of the account. */
export function useChangeMe() {
  return useWrite<MeChanges, Me>("PATCH", (body) => ({ path: "/me", body }), { stale: ["/"] });
}

export function useChangePassword() {
  return useWrite<PasswordChange>("POST", (body) => ({ path: "/me/password", body }), {
    stale: ["/me"],
    quiet: true,
  });
}

export function useTokens() {
  return useRead<ApiToken[]>("/me/tokens");
}

export function useMakeToken() {
  return useWrite<NewApiToken, MadeApiToken>("POST", (body) => ({ path: "/me/tokens", body }), {
    stale: ["/me/tokens"],
  });
}

export function useDropToken() {
  return useWrite<number>("DELETE", (id) => ({ path: `/me/tokens/${id}` }), { stale: ["/me/tokens"] });
}

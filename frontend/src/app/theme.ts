import { type ThemeConfig, theme } from "antd";

const fonts =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", -apple-system, "Segoe UI", Roboto, sans-serif';

/** Large and plain: 16-pixel text, 40-pixel controls, one green for what comes next. */
export function themeFor(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: dark ? "#4fae76" : "#24734a",
      // The palette that is worked out from so dark a green is grey.
      colorPrimaryBg: dark ? "#1d2f25" : "#eaf3ec",
      colorPrimaryBgHover: dark ? "#264032" : "#d9eadf",
      controlItemBgActive: dark ? "#1d2f25" : "#eaf3ec",
      controlItemBgActiveHover: dark ? "#264032" : "#d9eadf",
      colorError: dark ? "#ff7b89" : "#c4283c",
      // The library's own greys are too faint to be read on a cheap screen in a bright room.
      colorTextDescription: dark ? "#a3aea7" : "#5a6660",
      colorTextPlaceholder: dark ? "#96a19a" : "#68716b",
      colorLink: dark ? "#6fc391" : "#24734a",
      colorBgLayout: dark ? "#121513" : "#f5f6f3",
      ...(dark ? { colorBgContainer: "#1a1f1c", colorBgElevated: "#222824" } : {}),
      fontFamily: fonts,
      fontSize: 16,
      controlHeight: 40,
      controlHeightSM: 32,
      borderRadius: 8,
      motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      motionDurationMid: "0.1s",
      motionDurationSlow: "0.15s",
    },
    components: {
      Progress: { defaultColor: dark ? "#4fae76" : "#24734a" },
      Table: { cellPaddingBlockMD: 10, cellPaddingInlineMD: 12, headerBg: "transparent" },
      Layout: { headerHeight: 56, headerPadding: "0 20px", headerBg: dark ? "#1a1f1c" : "#ffffff" },
      Menu: { horizontalLineHeight: "54px", itemBg: "transparent", activeBarBorderWidth: 0 },
      Tabs: { horizontalItemGutter: 24 },
    },
  };
}

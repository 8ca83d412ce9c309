/** The frame round the editors: what is kept where, keys, review, grid. Chinese. */
export const zhFrame = {
  "lease.lost": "“{name}”的领取已到期，你做的内容留存在本机，再领到这条时可以接着做。",
  "kept.title": "存在本机的内容",
  "kept.waiting": "{count} 条等待上传，网络恢复后自动上传",
  "kept.lost": "留存的内容",
  "kept.why": "领取已到期或被另一台电脑的草稿取代的内容。再领到同一条数据时会提示接着做；也可以下载。",
  "kept.offer": "你之前在这条上做过",
  "kept.outrun": "{at} 在这台电脑上做的，共 {count} 个对象；后来采用了另一处的草稿。",
  "kept.lost_at": "{at} 领取到期时留存，共 {count} 个对象。",
  "kept.take": "接着做",
  "kept.download": "下载",
  "kept.nothing": "没有等待上传或留存的内容。",
  "kept.count": "{count} 条留存",
  "tabs.away": "这个项目已在另一个窗口打开",
  "tabs.kept": "做到一半的内容已经保存，可以在这里接着做。",
  "tabs.here": "在这里做",
} as const;

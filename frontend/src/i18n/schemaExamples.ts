import type { MediaKind } from "@/api/types";

/** A small schema for each kind of data, to begin with. Its titles stand in both languages, as in every schema. */
export const schemaExamples: Record<MediaKind, string> = {
  image: `title: {zh: 街景目标, en: Street objects}
media: image
classes:
  - name: car
    title: {zh: 汽车, en: Car}
    shape: box
    color: "#2f7ed8"
    hotkey: "1"
    help: {zh: 框住车身可见部分, en: Draw the box round the visible part}
    attributes:
      - {name: occluded, type: boolean, title: {zh: 被遮挡, en: Occluded}, default: false}
  - name: person
    title: {zh: 行人, en: Person}
    shape: box
    color: "#d4482f"
    hotkey: "2"
fields:
  - name: weather
    type: choice
    title: {zh: 天气, en: Weather}
    required: true
    options:
      - {name: sunny, title: {zh: 晴, en: Sunny}}
      - {name: cloudy, title: {zh: 阴, en: Cloudy}}
      - {name: rain, title: {zh: 雨, en: Rain}}
`,
  text: `title: {zh: 实体与情感, en: Entities and sentiment}
media: text
classes:
  - {name: place, title: {zh: 地点, en: Place}, shape: span, color: "#2f7ed8", hotkey: "1"}
  - {name: person, title: {zh: 人名, en: Person}, shape: span, color: "#d4482f", hotkey: "2"}
fields:
  - name: sentiment
    type: choice
    title: {zh: 情感, en: Sentiment}
    required: true
    options:
      - {name: positive, title: {zh: 正面, en: Positive}}
      - {name: neutral, title: {zh: 中性, en: Neutral}}
      - {name: negative, title: {zh: 负面, en: Negative}}
`,
  chat: `title: {zh: 回答比较, en: Comparing answers}
media: chat
fields:
  - name: preference
    type: preference
    title: {zh: 哪个回答更好, en: Which answer is better}
    required: true
  - name: quality
    type: rating
    of: response
    max: 5
    title: {zh: 回答质量, en: Quality of the answer}
  - name: reason
    type: text
    title: {zh: 理由, en: Why}
    multiline: true
    min_length: 5
`,
  audio: `title: {zh: 语音分段, en: Segments of speech}
media: audio
classes:
  - {name: speech, title: {zh: 说话, en: Speech}, shape: interval, color: "#2f7ed8", hotkey: "1"}
  - {name: noise, title: {zh: 噪声, en: Noise}, shape: interval, color: "#8c9aa8", hotkey: "2"}
`,
  video: `title: {zh: 道路视频, en: Road video}
media: video
classes:
  - {name: car, title: {zh: 车辆, en: Car}, shape: box, color: "#2f7ed8", hotkey: "1"}
  - {name: person, title: {zh: 行人, en: Person}, shape: box, color: "#e8743b", hotkey: "2"}
`,
};

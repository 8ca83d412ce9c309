// Made by `npm run api` from the server's OpenAPI document. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AcceptanceRule
         * @default {
         *       "most_errors": 0.03,
         *       "confidence": 0.95
         *     }
         */
        AcceptanceRule: {
            /** @default 0.95 */
            confidence?: number;
            /** @default 0.03 */
            most_errors?: number;
        };
        /** Agreement */
        Agreement: {
            high: number | null;
            items?: number[];
            low: number | null;
            /** @enum {string} */
            measure: "nominal" | "ordinal" | "interval" | "similarity" | "objects";
            name: string;
            units: number;
            value: number | null;
        };
        /** AnnotatedObject */
        AnnotatedObject: {
            attributes?: {
                [key: string]: unknown;
            };
            class: string;
            frame?: number | null;
            group?: string | null;
            id: string;
            score?: number | null;
            shape: components["schemas"]["Box"] | components["schemas"]["Cuboid"] | components["schemas"]["Ellipse"] | components["schemas"]["Interval"] | components["schemas"]["Mask"] | components["schemas"]["Point"] | components["schemas"]["Polygon"] | components["schemas"]["Polyline"] | components["schemas"]["RotatedBox"] | components["schemas"]["Skeleton"] | components["schemas"]["Span"];
            track?: string | null;
        };
        /** AnnotationRow */
        AnnotationRow: {
            active_seconds: number;
            document: unknown;
            guide_version: number;
            /** Format: uuid */
            id: string;
            kind: string;
            person_id: number | null;
            person_name: string | null;
            replaces: string | null;
            schema_version: number;
            /** Format: date-time */
            submitted_at: string;
        };
        /** AnswerSave */
        AnswerSave: {
            answers: {
                [key: string]: number[];
            };
            revision: number;
        };
        /** AnswersSaved */
        AnswersSaved: {
            /** Format: date-time */
            ends_at: string;
            /** Format: date-time */
            now: string;
            revision: number;
        };
        /** ApiToken */
        ApiToken: {
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            id: number;
            last_used_at: string | null;
            name: string;
            scopes: ("read" | "work" | "manage" | "admin")[];
        };
        /** Appeal */
        Appeal: {
            answer: string | null;
            answered_at: string | null;
            answered_by_name: string | null;
            /** Format: date-time */
            at: string;
            correction_fen: number | null;
            id: number;
            line: components["schemas"]["Line"];
            may_answer: boolean;
            person_name: string;
            project_id: number;
            project_name: string;
            /** @enum {string} */
            state: "open" | "granted" | "refused";
            text: string;
        };
        /** AppealAnswer */
        AppealAnswer: {
            amount_fen?: number | null;
            text: string;
            /** @enum {string} */
            verdict: "granted" | "refused";
        };
        /** Assignment */
        Assignment: {
            cap: number | null;
            id: number;
            pause_note: string;
            paused: boolean;
            person_id: number | null;
            person_name: string | null;
            /** @enum {string} */
            task: "annotate" | "review" | "adjudicate";
            team_id: number | null;
            team_name: string | null;
        };
        /** AssignmentChanges */
        AssignmentChanges: {
            cap?: number | null;
            ended?: boolean | null;
            pause_note?: string | null;
            paused?: boolean | null;
        };
        /** Attempt */
        Attempt: {
            blueprint_id: number;
            certificate: number | null;
            ended_at: string | null;
            /** Format: date-time */
            ends_at: string;
            id: number;
            least_similarity: number | null;
            level: number;
            /** Format: date-time */
            now: string;
            pass_mark: number;
            person_id: number;
            person_name: string;
            practical_score: number | null;
            questions: components["schemas"]["ShownQuestion"][];
            revision: number;
            seed: number | null;
            skill: string;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "theory" | "practical" | "passed" | "failed";
            submitted_at: string | null;
            tasks: components["schemas"]["TaskResult"][];
            theory_score: number | null;
            title: components["schemas"]["Bilingual"];
            topics: components["schemas"]["TopicScore"][];
        };
        /** AttemptRow */
        AttemptRow: {
            certificate: number | null;
            ended_at: string | null;
            id: number;
            level: number;
            person_id: number;
            person_name: string;
            practical_score: number | null;
            skill: string;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "theory" | "practical" | "passed" | "failed";
            theory_score: number | null;
            title: components["schemas"]["Bilingual"];
        };
        /** AuditRow */
        AuditRow: {
            action: string;
            actor_id: number | null;
            actor_name: string | null;
            /** Format: date-time */
            at: string;
            centre_id: number | null;
            details: {
                [key: string]: unknown;
            };
            seq: number;
            subject: string;
        };
        /** AuditVerdict */
        AuditVerdict: {
            broken_at: number | null;
            intact: boolean;
            rows: number;
        };
        /** Bar */
        Bar: {
            high: number;
            items: number;
            low: number;
        };
        /** Beat */
        Beat: {
            lease_id: number;
            /**
             * @default annotate
             * @enum {string}
             */
            task?: "annotate" | "review" | "adjudicate";
        };
        /** BeatReply */
        BeatReply: {
            active_seconds: number;
            /** Format: date-time */
            until: string;
            withdrawn: number[];
        };
        /** Behind */
        Behind: {
            figure: components["schemas"]["Estimate"];
            items: number[];
        };
        /** Bilingual */
        Bilingual: {
            en: string;
            zh: string;
        };
        /** Blueprint */
        Blueprint: {
            /** @default 3 */
            attempts?: number;
            available?: {
                [key: string]: number;
            };
            centre_id: number;
            /** @default 0 */
            gold?: number;
            id: number;
            /** @default 1 */
            level?: number;
            minutes: number;
            /** @default 0.6 */
            pass_mark?: number;
            /** @default 0 */
            passed?: number;
            practical?: components["schemas"]["Practical"] | null;
            practical_name?: string | null;
            skill: string;
            /** @enum {string} */
            state: "open" | "closed";
            /** @default 0 */
            taken?: number;
            title: components["schemas"]["Bilingual"];
            topics: components["schemas"]["TopicCount"][];
            /** @default 365 */
            valid_days?: number;
            /** @default 24 */
            wait_hours?: number;
        };
        /** BlueprintState */
        BlueprintState: {
            /** @enum {string} */
            state: "open" | "closed";
        };
        /** Box */
        Box: {
            h: number;
            /** @constant */
            type: "box";
            w: number;
            x: number;
            y: number;
        };
        /** Cell */
        Cell: {
            count: number;
            items: number[];
            right: string;
            said: string;
        };
        /** Centre */
        Centre: {
            county: string;
            id: number;
            name_en: string;
            name_zh: string;
            /** @default 0 */
            people?: number;
        };
        /** Certificate */
        Certificate: {
            id: number;
            /** Format: date-time */
            issued_at: string;
            level: number;
            number: string;
            person_id: number;
            person_name: string;
            revoked_at?: string | null;
            revoked_why?: string | null;
            skill: string;
            title: components["schemas"]["Bilingual"];
            token: string;
            /** Format: date-time */
            valid_until: string;
        };
        /** Changed */
        Changed: {
            changed: number;
        };
        /** CheckOut */
        CheckOut: {
            pickup_id: number;
        };
        /** Child */
        Child: {
            /** Format: date */
            born: string;
            id: number;
            name: string;
            notes: string;
            pickups: components["schemas"]["Pickup"][];
        };
        /** ChildChanges */
        ChildChanges: {
            notes: string;
        };
        /** ClassRow */
        ClassRow: {
            f1: number;
            items: number[];
            missed: number;
            name: string;
            of: string;
            right: number;
            spurious: number;
        };
        /** Confirmation */
        Confirmation: {
            /** Format: date-time */
            at: string;
            by_name: string;
            dated: string | null;
            document: string;
            /** @enum {string} */
            gate: "personal_data" | "important_data" | "surveying" | "subcontract_consent";
            holder: string;
            id: number;
            note: string;
            withdrawn: boolean;
        };
        /** Confusion */
        Confusion: {
            cells: components["schemas"]["Cell"][];
            labels: string[];
            name: string;
        };
        /** Counts */
        Counts: {
            /** @default 0 */
            accepted?: number;
            /** @default 0 */
            adjudication?: number;
            /** @default 0 */
            delivered?: number;
            /** @default 0 */
            excluded?: number;
            /** @default 0 */
            open?: number;
            /** @default 0 */
            returned?: number;
            /** @default 0 */
            review?: number;
            /** @default 0 */
            total?: number;
        };
        /** Cuboid */
        Cuboid: {
            h: number;
            l: number;
            /** @default 0 */
            pitch?: number;
            /** @default 0 */
            roll?: number;
            /** @constant */
            type: "cuboid";
            w: number;
            x: number;
            y: number;
            /** @default 0 */
            yaw?: number;
            z: number;
        };
        /** CurvePoint */
        CurvePoint: {
            answers: number;
            fitted: number;
            share: number;
        };
        /** Customer */
        Customer: {
            id: number;
            name_en: string;
            name_zh: string;
        };
        /** DaySlot */
        DaySlot: {
            children: components["schemas"]["ExpectedChild"][];
            from_time: string;
            id: number;
            places: number;
            to_time: string;
        };
        /** Defect */
        Defect: {
            /** @enum {string} */
            class: "missing" | "spurious" | "wrong_class" | "loose" | "wrong_attribute" | "wrong_answer" | "rule" | "other";
            /** @default  */
            note?: string;
            object_id?: string | null;
            pin?: {
                [key: string]: unknown;
            } | null;
            /**
             * @default minor
             * @enum {string}
             */
            severity?: "minor" | "major" | "critical";
        };
        /** Delivery */
        Delivery: {
            bytes: number | null;
            /** Format: date-time */
            created_at: string;
            format: string;
            id: number;
            lot_id: number;
            lot_name: string;
            manifest: {
                [key: string]: unknown;
            };
            problem?: {
                [key: string]: unknown;
            } | null;
            sha256: string | null;
            /** @enum {string} */
            state: "building" | "ready" | "failed";
        };
        /** Difference */
        Difference: {
            class?: string | null;
            field?: string | null;
            gold_class?: string | null;
            object_id?: string | null;
            similarity?: number | null;
            /** @enum {string} */
            what: "missing" | "spurious" | "wrong_class" | "loose" | "attributes" | "answer" | "relations";
        };
        /** Disputed */
        Disputed: {
            agreement: number;
            answers: number;
            confidence: number;
            doubtful: string[];
            id: number;
            name: string;
            /** @enum {string} */
            state: "open" | "returned" | "adjudication" | "review" | "accepted" | "delivered" | "excluded";
            worth: number;
        };
        /** Document */
        Document: {
            answers?: {
                [key: string]: unknown;
            };
            objects?: components["schemas"]["AnnotatedObject"][];
            relations?: components["schemas"]["Relation"][];
        };
        /** DraftSave */
        DraftSave: {
            document: components["schemas"]["Document"];
            revision: number;
        };
        /** DraftSaved */
        DraftSaved: {
            revision: number;
            /** Format: date-time */
            saved_at: string;
        };
        /** DryRun */
        DryRun: {
            hits: components["schemas"]["Hit"][];
            observations: number;
            people: number;
            /** Format: date-time */
            since: string;
        };
        /** Ellipse */
        Ellipse: {
            /** @default 0 */
            angle?: number;
            cx: number;
            cy: number;
            rx: number;
            ry: number;
            /** @constant */
            type: "ellipse";
        };
        /** Estimate */
        Estimate: {
            high: number;
            low: number;
            trials: number;
            value: number;
        };
        /** ExpectedChild */
        ExpectedChild: {
            booking_id: number;
            /** Format: date */
            born: string;
            child_name: string;
            collected_by: string | null;
            guardian_name: string;
            in_at: string | null;
            notes: string;
            out_at: string | null;
            pickups: components["schemas"]["Pickup"][];
            /** @enum {string} */
            whereabouts: "expected" | "present" | "collected";
        };
        /** ExpectedPay */
        ExpectedPay: {
            coefficient_permille: number;
            hourly_fen: number | null;
            project_id: number;
            rate_fen: number;
            seconds: number | null;
            /** @enum {string} */
            task: "annotate" | "review" | "adjudicate";
            /** @enum {string} */
            unit: "item" | "object";
        };
        /** ExportRun */
        ExportRun: {
            bytes: number | null;
            /** Format: date-time */
            created_at: string;
            dropped: {
                [key: string]: number;
            };
            ended_at: string | null;
            format: string;
            id: number;
            items: number;
            problem: {
                [key: string]: unknown;
            } | null;
            sha256: string | null;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed";
        };
        /** Fact */
        Fact: {
            birth_year: number | null;
            /** @enum {null|string} */
            education: "primary" | "middle" | "secondary" | "junior_college" | "bachelor" | "postgraduate" | null;
            /** Format: date */
            from_date: string;
            /** @enum {null|string} */
            gender: "female" | "male" | "other" | null;
            /** Format: date */
            hired_on: string;
            id: number;
            left_on: string | null;
            /** Format: date-time */
            recorded_at: string;
            recorded_by_name: string | null;
            rural: boolean | null;
        };
        /** Fault */
        Fault: {
            file?: string | null;
            line?: number | null;
            message: string;
            /** @default false */
            note?: boolean;
            path?: string | null;
        };
        /** Feedback */
        Feedback: {
            /** Format: uuid */
            annotation_id: string;
            /** Format: date-time */
            at: string;
            comment: string;
            content: unknown;
            defects: components["schemas"]["Defect"][];
            item_name: string;
            likeness: number | null;
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            mismatches: components["schemas"]["Mismatch"][];
            own: unknown;
            project_id: number;
            project_name: string;
            right: unknown | null;
            schema: unknown;
            /** @enum {string} */
            source: "expert" | "fix" | "return";
        };
        /** FeedbackRow */
        FeedbackRow: {
            /** Format: uuid */
            annotation_id: string;
            /** Format: date-time */
            at: string;
            item_name: string;
            likeness: number | null;
            project_id: number;
            project_name: string;
            /** @enum {string} */
            source: "expert" | "fix" | "return";
        };
        /** Figure */
        Figure: {
            number?: number | null;
            share?: number | null;
            value?: number | null;
        };
        /** Firing */
        Firing: {
            /** @enum {string} */
            action: "review" | "pause" | "retrain" | "ask_again" | "restrict" | "notify";
            /** Format: date-time */
            at: string;
            figure: components["schemas"]["Estimate"];
            id: number;
            items: number[];
            lift_reason?: string | null;
            lifted_at?: string | null;
            lifted_by?: string | null;
            name: string;
            person_id: number;
            person_name: string;
            project_id: number;
            project_name: string;
            rule_id: number;
            text: string;
        };
        /** FormatRow */
        FormatRow: {
            holds: string[];
            name: string;
            reads: boolean;
            title: string;
            writes: boolean;
        };
        /** Frames */
        Frames: {
            height: number;
            seconds: number;
            times: number[];
            width: number;
        };
        /**
         * Gates
         * @default {
         *       "personal_data": false,
         *       "important_data": false,
         *       "surveying": false,
         *       "subcontract_consent": false
         *     }
         */
        Gates: {
            /** @default false */
            important_data?: boolean;
            /** @default false */
            personal_data?: boolean;
            /** @default false */
            subcontract_consent?: boolean;
            /** @default false */
            surveying?: boolean;
        };
        /** GoldAnswer */
        GoldAnswer: {
            by_name: string | null;
            /** Format: date-time */
            created_at: string;
            document: unknown;
            id: number;
            source: string;
            withdrawn_at: string | null;
        };
        /** GoldDetail */
        GoldDetail: {
            answers: components["schemas"]["GoldAnswer"][];
            content: unknown;
            events: components["schemas"]["GoldEvent"][];
            item_id: number;
            name: string;
            schema: unknown;
            /** @enum {string} */
            state: "active" | "suspected" | "retired";
            tries: components["schemas"]["GoldTry"][];
        };
        /** GoldEvent */
        GoldEvent: {
            /** Format: date-time */
            at: string;
            by_name: string | null;
            reason: string;
            what: string;
        };
        /** GoldFromWork */
        GoldFromWork: {
            count: number;
            /**
             * @default accepted
             * @enum {string}
             */
            of?: "accepted" | "adjudicated";
        };
        /** GoldMade */
        GoldMade: {
            made: number;
        };
        /** GoldOverview */
        GoldOverview: {
            active: number;
            assigned: number;
            graded: number;
            passed: number;
            retired: number;
            suspected: number;
        };
        /** GoldRow */
        GoldRow: {
            answers: number;
            graded: number;
            item_id: number;
            likeness: number | null;
            /** Format: date-time */
            made_at: string;
            name: string;
            passed: number;
            seen: number;
            seen_share: number;
            /** @enum {string} */
            state: "active" | "suspected" | "retired";
            why: string | null;
        };
        /** GoldTry */
        GoldTry: {
            /** Format: uuid */
            annotation_id: string;
            /** Format: date-time */
            at: string;
            document: unknown;
            likeness: number;
            person_id: number;
            person_name: string;
            skill: number | null;
        };
        /** GoldVerdict */
        GoldVerdict: {
            /** @default  */
            reason?: string;
            right?: string | null;
            /** @enum {string} */
            state: "active" | "retired";
            withdraw?: number[];
        };
        /** Grant */
        Grant: {
            centre_id?: number | null;
            customer_id?: number | null;
            /** @enum {string} */
            role: "annotator" | "team_leader" | "reviewer" | "project_manager" | "centre_manager" | "examiner" | "customer" | "sponsor" | "finance" | "care_staff" | "administrator";
        };
        /** GuideVersion */
        GuideVersion: {
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            markdown: string;
            note: string;
            version: number;
        };
        /** Health */
        Health: {
            migration: number;
            status: string;
            version: string;
        };
        /** Hit */
        Hit: {
            /** Format: date-time */
            at: string;
            figure: components["schemas"]["Estimate"];
            items: number[];
            person_id: number;
            person_name: string;
            text: string;
        };
        /** Home */
        Home: {
            days: {
                [key: string]: unknown;
            }[];
            projects: components["schemas"]["HomeProject"][];
            questions_open: number;
            today: components["schemas"]["Today"];
        };
        /** HomeProject */
        HomeProject: {
            id: number;
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            median_seconds: number | null;
            name: string;
            /** @enum {null|string} */
            reason: "done" | "waiting" | "skill" | "cap" | "paused" | "not_assigned" | "schema" | null;
            returned: number;
            /** @enum {string} */
            state: "draft" | "running" | "paused" | "done" | "archived";
            /** @enum {string} */
            task: "annotate" | "review" | "adjudicate";
            waiting: number;
        };
        /** HourProgress */
        HourProgress: {
            answers: number;
            /** Format: date-time */
            at: string;
            reviews: number;
        };
        /** ImportRun */
        ImportRun: {
            annotations: number;
            /** Format: date-time */
            created_at: string;
            ended_at: string | null;
            fault_count: number;
            faults: components["schemas"]["Fault"][];
            format: string;
            id: number;
            items: number;
            source: string;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed";
        };
        /** IndicatorShown */
        IndicatorShown: {
            code: string;
            definition: components["schemas"]["Words"];
            /** @enum {string} */
            kind: "count" | "share" | "median";
            title: components["schemas"]["Words"];
            /** @enum {string} */
            unit: "people" | "certificates" | "lots";
            within: string | null;
        };
        /** Interval */
        Interval: {
            end: number;
            start: number;
            /** @constant */
            type: "interval";
        };
        /** ItemChanges */
        ItemChanges: {
            excluded?: boolean | null;
            items?: number[] | null;
            lot_id?: number | null;
            matching?: components["schemas"]["ItemFilter"] | null;
            priority?: number | null;
        };
        /** ItemDetail */
        ItemDetail: {
            annotations: components["schemas"]["AnnotationRow"][];
            answered: number;
            /** Format: date-time */
            changed_at: string;
            confidence: number | null;
            content: unknown;
            gold: unknown | null;
            id: number;
            lot_id: number | null;
            name: string;
            overlap: number;
            prelabel: unknown | null;
            priority: number;
            result: string | null;
            reviews: components["schemas"]["ReviewRow"][];
            /** @enum {string} */
            state: "open" | "returned" | "adjudication" | "review" | "accepted" | "delivered" | "excluded";
        };
        /** ItemFilter */
        ItemFilter: {
            lot_id?: number | null;
            /** @default  */
            q?: string;
            /** @enum {null|string} */
            state?: "open" | "returned" | "adjudication" | "review" | "accepted" | "delivered" | "excluded" | null;
        };
        /** ItemRow */
        ItemRow: {
            answered: number;
            /** Format: date-time */
            changed_at: string;
            confidence: number | null;
            id: number;
            lot_id: number | null;
            name: string;
            overlap: number;
            priority: number;
            /** @enum {string} */
            state: "open" | "returned" | "adjudication" | "review" | "accepted" | "delivered" | "excluded";
        };
        /** LeaderQuality */
        LeaderQuality: {
            checked: number;
            curve: components["schemas"]["CurvePoint"][];
            days: components["schemas"]["SkillDay"][];
            falling: boolean;
            name: string;
            person_id: number;
            skills: components["schemas"]["SkillRow"][];
            suspicions?: components["schemas"]["Suspected"][];
            /** Format: date-time */
            upto: string;
        };
        /** Lease */
        Lease: {
            /** @default 0 */
            active_seconds?: number;
            answers?: unknown[];
            content: unknown;
            draft?: unknown | null;
            /** @default 0 */
            draft_revision?: number;
            guide_version: number;
            id: number;
            item_id: number;
            name: string;
            prelabel?: unknown | null;
            returned?: components["schemas"]["Returned"] | null;
            /** @default false */
            rework?: boolean;
            schema_version: number;
            /** @enum {string} */
            task: "annotate" | "review" | "adjudicate";
            /** Format: date-time */
            until: string;
        };
        /** Lift */
        Lift: {
            reason: string;
        };
        /** Line */
        Line: {
            amount_fen: number;
            appeal?: components["schemas"]["LineAppeal"] | null;
            /** Format: date-time */
            at: string;
            coefficient_permille: number | null;
            corrects: number | null;
            id: number;
            item_name: string | null;
            /** @enum {string} */
            kind: "annotate" | "review" | "adjudicate" | "correction" | "top_up";
            note: string;
            project_id: number | null;
            project_name: string | null;
            rate_fen: number | null;
            rate_version: number | null;
            statement_id: number | null;
            /** @enum {null|string} */
            unit: "item" | "object" | null;
            units: number | null;
        };
        /** LineAppeal */
        LineAppeal: {
            answer: string | null;
            answered_at: string | null;
            answered_by_name: string | null;
            /** Format: date-time */
            at: string;
            id: number;
            /** @enum {string} */
            state: "open" | "granted" | "refused";
            text: string;
        };
        /** Lot */
        Lot: {
            /** @default false */
            by_sample?: boolean;
            counts: components["schemas"]["Counts"];
            due_at: string | null;
            id: number;
            name: string;
            /** @enum {string} */
            state: "open" | "delivered" | "accepted" | "rejected";
            verdict_reason?: string | null;
        };
        /** LotVerdict */
        LotVerdict: {
            items?: number[];
            /** @default  */
            reason?: string;
            /** @enum {string} */
            verdict: "accepted" | "rejected";
        };
        /** MadeApiToken */
        MadeApiToken: {
            id: number;
            secret: string;
        };
        /** MadePerson */
        MadePerson: {
            password: components["schemas"]["OneTimePassword"] | null;
            person: components["schemas"]["Person"];
        };
        /** MadeWebhook */
        MadeWebhook: {
            id: number;
            secret: string;
        };
        /** Mark */
        Mark: {
            /** @enum {null|string} */
            defect?: "missing" | "spurious" | "wrong_class" | "loose" | "wrong_attribute" | "wrong_answer" | "rule" | "other" | null;
            /** @default  */
            note?: string;
            ok: boolean;
        };
        /** Mask */
        Mask: {
            counts: number[];
            h: number;
            /** @constant */
            type: "mask";
            w: number;
            x: number;
            y: number;
        };
        /** Me */
        Me: {
            centre_id: number | null;
            centre_name: string | null;
            csrf?: string | null;
            customer_id: number | null;
            /** @enum {string} */
            locale: "zh-CN" | "en";
            login: string;
            must_change_password: boolean;
            name: string;
            permissions: string[];
            person_id: number;
            preferences: {
                [key: string]: unknown;
            };
            roles: components["schemas"]["Grant"][];
        };
        /** MeChanges */
        MeChanges: {
            /** @enum {null|string} */
            locale?: "zh-CN" | "en" | null;
            preferences?: {
                [key: string]: unknown;
            } | null;
        };
        /** Member */
        Member: {
            /** Format: date */
            from_date: string;
            name: string;
            person_id: number;
            to_date: string | null;
        };
        /** MinimumWage */
        MinimumWage: {
            county: string;
            /** Format: date */
            from_date: string;
            hourly_fen: number;
            id: number;
            monthly_fen: number;
            /** Format: date-time */
            recorded_at: string;
            recorded_by_name: string | null;
            source: string;
        };
        /** Mismatch */
        Mismatch: {
            field?: string | null;
            likeness?: number | null;
            own_class?: string | null;
            own_id?: string | null;
            right_class?: string | null;
            right_id?: string | null;
            /** @enum {string} */
            what: "missing" | "spurious" | "wrong_class" | "moved" | "attributes" | "answer" | "relations";
        };
        /** MonthPerson */
        MonthPerson: {
            correction_fen: number;
            floor_fen: number | null;
            gross_fen: number;
            hourly_fen: number | null;
            lines: number;
            person_id: number;
            person_name: string;
            statement_id: number | null;
            top_up_fen: number | null;
            work_fen: number;
            worked_ms: number;
        };
        /** Move */
        Move: {
            /** @default  */
            note?: string;
            /** @enum {string} */
            to: "draft" | "filed" | "quoted" | "contracted" | "in_production" | "delivered" | "accepted" | "rework" | "settled" | "closed" | "cancelled";
        };
        /** MyPay */
        MyPay: {
            currency: string;
            days: components["schemas"]["PayDay"][];
            month: string;
            month_fen: number;
            month_lines: number;
            statements: components["schemas"]["StatementRow"][];
            today_fen: number;
            worked_ms: number;
        };
        /** NewApiToken */
        NewApiToken: {
            days?: number | null;
            name: string;
            scopes: ("read" | "work" | "manage" | "admin")[];
        };
        /** NewAppeal */
        NewAppeal: {
            entry_id: number;
            text: string;
        };
        /** NewAssignment */
        NewAssignment: {
            cap?: number | null;
            person_id?: number | null;
            /** @enum {string} */
            task: "annotate" | "review" | "adjudicate";
            team_id?: number | null;
        };
        /** NewBlueprint */
        NewBlueprint: {
            /** @default 3 */
            attempts?: number;
            /** @default 1 */
            level?: number;
            minutes: number;
            /** @default 0.6 */
            pass_mark?: number;
            practical?: components["schemas"]["Practical"] | null;
            skill: string;
            title: components["schemas"]["Bilingual"];
            topics: components["schemas"]["TopicCount"][];
            /** @default 365 */
            valid_days?: number;
            /** @default 24 */
            wait_hours?: number;
        };
        /** NewBooking */
        NewBooking: {
            slot_id: number;
        };
        /** NewCentre */
        NewCentre: {
            /** @default  */
            county?: string;
            /** @default  */
            name_en?: string;
            name_zh: string;
        };
        /** NewCertificate */
        NewCertificate: {
            attempt_id: number;
        };
        /** NewChild */
        NewChild: {
            /** Format: date */
            born: string;
            consent: boolean;
            name: string;
            /** @default  */
            notes?: string;
            phone: string;
            relation: string;
        };
        /** NewConfirmation */
        NewConfirmation: {
            /** Format: date */
            dated: string;
            document: string;
            /** @enum {string} */
            gate: "personal_data" | "important_data" | "surveying" | "subcontract_consent";
            holder: string;
            /** @default  */
            note?: string;
        };
        /** NewCustomer */
        NewCustomer: {
            /** @default  */
            name_en?: string;
            name_zh: string;
        };
        /** NewDelivery */
        NewDelivery: {
            /** @default beanfield */
            format?: string;
            /** @default false */
            media?: boolean;
        };
        /** NewExport */
        NewExport: {
            /** @default false */
            disaggregate?: boolean;
            /** @default false */
            drop?: boolean;
            format: string;
            lot_id?: number | null;
            /** @default false */
            media?: boolean;
            states?: ("open" | "returned" | "adjudication" | "review" | "accepted" | "delivered" | "excluded")[] | null;
        };
        /** NewFact */
        NewFact: {
            birth_year?: number | null;
            /** @enum {null|string} */
            education?: "primary" | "middle" | "secondary" | "junior_college" | "bachelor" | "postgraduate" | null;
            /** Format: date */
            from_date: string;
            /** @enum {null|string} */
            gender?: "female" | "male" | "other" | null;
            /** Format: date */
            hired_on: string;
            left_on?: string | null;
            rural?: boolean | null;
        };
        /** NewGold */
        NewGold: {
            annotation_id?: string | null;
            document?: components["schemas"]["Document"] | null;
            item_id: number;
            /** @default  */
            reason?: string;
        };
        /** NewGuideVersion */
        NewGuideVersion: {
            markdown: string;
            /** @default  */
            note?: string;
        };
        /** NewImport */
        NewImport: {
            /**
             * @default prelabel
             * @enum {string}
             */
            annotations?: "prelabel" | "gold" | "ignore";
            format?: string | null;
            lot_id?: number | null;
            paths?: string[];
            /** @default  */
            prefix?: string;
            /** @default false */
            skip_faulty?: boolean;
            store?: string | null;
            uploads?: string[];
        };
        /** NewLot */
        NewLot: {
            due_at?: string | null;
            items?: number[] | null;
            name: string;
            size?: number | null;
        };
        /** NewMember */
        NewMember: {
            from_date?: string | null;
            person_id: number;
        };
        /** NewMinimumWage */
        NewMinimumWage: {
            /** Format: date */
            from_date: string;
            hourly_fen: number;
            monthly_fen: number;
            source: string;
        };
        /** NewOrder */
        NewOrder: {
            acceptance?: components["schemas"]["AcceptanceRule"];
            /** Format: date */
            deadline: string;
            /** @default  */
            description?: string;
            /** @default true */
            file?: boolean;
            gates?: components["schemas"]["Gates"];
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            title: string;
            /** @enum {string} */
            unit: "item" | "object";
            unit_price_fen: number;
            volume: number;
        };
        /** NewOrderProject */
        NewOrderProject: {
            lot_size: number;
            name: string;
        };
        /** NewPerson */
        NewPerson: {
            centre_id?: number | null;
            customer_id?: number | null;
            login?: string | null;
            name: string;
            roles?: components["schemas"]["Grant"][];
            team_id?: number | null;
        };
        /** NewPickup */
        NewPickup: {
            name: string;
            phone: string;
            relation: string;
        };
        /** NewPost */
        NewPost: {
            /** @default false */
            close?: boolean;
            text: string;
        };
        /** NewProject */
        NewProject: {
            centre_id: number;
            customer_id?: number | null;
            /** @default  */
            description?: string;
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            name: string;
            pipeline?: components["schemas"]["Pipeline"];
            schema?: {
                [key: string]: unknown;
            } | null;
        };
        /** NewQuestion */
        NewQuestion: {
            explanation: components["schemas"]["Bilingual"];
            key: number[];
            /** @enum {string} */
            kind: "single" | "multi" | "judge";
            /** @default 5 */
            level?: number;
            options: components["schemas"]["Bilingual"][];
            stem: components["schemas"]["Bilingual"];
            topic: string;
        };
        /** NewQuote */
        NewQuote: {
            centre_id?: number | null;
            /** Format: date */
            deadline: string;
            /** @default  */
            note?: string;
            unit_price_fen: number;
            volume: number;
        };
        /** NewRate */
        NewRate: {
            /** @default 0 */
            adjudicate_fen?: number;
            annotate_fen: number;
            from_at?: string | null;
            levels?: components["schemas"]["RateLevel"][];
            /** @default  */
            note?: string;
            /** @default 0 */
            review_fen?: number;
            skill?: string | null;
            /** @enum {string} */
            unit: "item" | "object";
        };
        /** NewRoom */
        NewRoom: {
            name: string;
            places: number;
        };
        /** NewRule */
        NewRule: {
            name: string;
            rule: components["schemas"]["Rule"];
        };
        /** NewSchemaVersion */
        NewSchemaVersion: {
            migration?: {
                [key: string]: unknown;
            }[];
            /** @default  */
            note?: string;
            schema: {
                [key: string]: unknown;
            };
        };
        /** NewSending */
        NewSending: {
            path: string;
            store: string;
        };
        /** NewSkill */
        NewSkill: {
            /** @default 1 */
            level?: number;
            skill: string;
            valid_until?: string | null;
        };
        /** NewSlots */
        NewSlots: {
            /** Format: date */
            from_date: string;
            from_time: string;
            /** Format: date */
            to_date: string;
            to_time: string;
            weekdays: number[];
        };
        /** NewTeam */
        NewTeam: {
            centre_id: number;
            leader_id?: number | null;
            name: string;
        };
        /** NewThread */
        NewThread: {
            item_id?: number | null;
            pin?: {
                [key: string]: unknown;
            } | null;
            rule?: string | null;
            text: string;
        };
        /** NewUpload */
        NewUpload: {
            bytes: number;
            name: string;
        };
        /** NewWebhook */
        NewWebhook: {
            events: ("item.accepted" | "item.returned" | "lot.delivered" | "lot.accepted" | "lot.rejected" | "project.state" | "import.done" | "export.done")[];
            url: string;
        };
        /** NoWork */
        NoWork: {
            message: string;
            /** @enum {string} */
            reason: "done" | "waiting" | "skill" | "cap" | "paused" | "not_assigned" | "schema";
        };
        /** OneTimePassword */
        OneTimePassword: {
            login: string;
            password: string;
        };
        /** OpenedProject */
        OpenedProject: {
            id: number;
            level: number;
            name: string;
        };
        /** Opinion */
        Opinion: {
            adjudicated?: components["schemas"]["PersonPart"][];
            agreement: number;
            answers: number;
            /** Format: date-time */
            at: string;
            confidence: number;
            document: {
                [key: string]: unknown;
            };
            item_id: number;
            parts: components["schemas"]["PersonPart"][];
            worth: number;
        };
        /** OrderDetail */
        OrderDetail: {
            acceptance: components["schemas"]["AcceptanceRule"];
            centre_id: number | null;
            centre_name: string | null;
            confirmable: ("personal_data" | "important_data" | "surveying" | "subcontract_consent")[];
            confirmations: components["schemas"]["Confirmation"][];
            /** Format: date-time */
            created_at: string;
            created_by_name: string | null;
            currency: string;
            customer_id: number;
            customer_name: string;
            /** Format: date */
            deadline: string;
            description: string;
            events: components["schemas"]["OrderEvent"][];
            gates: components["schemas"]["Gates"];
            id: number;
            lot_size: number | null;
            lots: components["schemas"]["OrderLot"][];
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            moves: ("draft" | "filed" | "quoted" | "contracted" | "in_production" | "delivered" | "accepted" | "rework" | "settled" | "closed" | "cancelled")[];
            number: string;
            open_gates: ("personal_data" | "important_data" | "surveying" | "subcontract_consent")[];
            projects: components["schemas"]["OrderProject"][];
            quotes: components["schemas"]["Quote"][];
            sample_size: number;
            /** @enum {null|string} */
            side: "customer" | "centre" | null;
            /** @enum {string} */
            state: "draft" | "filed" | "quoted" | "contracted" | "in_production" | "delivered" | "accepted" | "rework" | "settled" | "closed" | "cancelled";
            title: string;
            /** @enum {string} */
            unit: "item" | "object";
            unit_price_fen: number;
            volume: number;
        };
        /** OrderEvent */
        OrderEvent: {
            /** Format: date-time */
            at: string;
            by_name: string | null;
            /** @enum {null|string} */
            from_state: "draft" | "filed" | "quoted" | "contracted" | "in_production" | "delivered" | "accepted" | "rework" | "settled" | "closed" | "cancelled" | null;
            id: number;
            note: string;
            /** @enum {string} */
            to_state: "draft" | "filed" | "quoted" | "contracted" | "in_production" | "delivered" | "accepted" | "rework" | "settled" | "closed" | "cancelled";
        };
        /** OrderLot */
        OrderLot: {
            finished: number;
            id: number;
            items: number;
            name: string;
            project_id: number;
            /** @enum {string} */
            state: "open" | "delivered" | "accepted" | "rejected";
        };
        /** OrderProject */
        OrderProject: {
            finished: number;
            id: number;
            items: number;
            name: string;
            /** @enum {string} */
            state: "draft" | "running" | "paused" | "done" | "archived";
        };
        /** OrderRow */
        OrderRow: {
            centre_id: number | null;
            centre_name: string | null;
            /** Format: date-time */
            created_at: string;
            currency: string;
            customer_id: number;
            customer_name: string;
            /** Format: date */
            deadline: string;
            id: number;
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            number: string;
            /** @enum {string} */
            state: "draft" | "filed" | "quoted" | "contracted" | "in_production" | "delivered" | "accepted" | "rework" | "settled" | "closed" | "cancelled";
            title: string;
            /** @enum {string} */
            unit: "item" | "object";
            unit_price_fen: number;
            volume: number;
        };
        /** OrderStatement */
        OrderStatement: {
            amount_fen: number;
            centre_name: string | null;
            currency: string;
            customer_name: string;
            lines: components["schemas"]["OrderStatementLine"][];
            number: string;
            order_id: number;
            settled_at: string | null;
            settled_by_name: string | null;
            title: string;
            /** @enum {string} */
            unit: "item" | "object";
            units: number;
        };
        /** OrderStatementLine */
        OrderStatementLine: {
            /** Format: date-time */
            accepted_at: string;
            amount_fen: number;
            items: number;
            lot_id: number;
            lot_name: string;
            project_id: number;
            unit_price_fen: number;
            units: number;
        };
        /** Outcome */
        Outcome: {
            id: string | number;
            problem?: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            status: "done" | "repeated" | "refused" | "late";
        };
        /** OutlineFound */
        OutlineFound: {
            mask: components["schemas"]["Mask"];
        };
        /** OutlineRequest */
        OutlineRequest: {
            box: [
                number,
                number,
                number,
                number
            ];
            drop?: [
                number,
                number
            ][];
            keep?: [
                number,
                number
            ][];
        };
        /** OwnBooking */
        OwnBooking: {
            child_id: number;
            collected_by: string | null;
            id: number;
            in_at: string | null;
            out_at: string | null;
            /** @enum {string} */
            whereabouts: "expected" | "present" | "collected";
        };
        /** OwnCare */
        OwnCare: {
            children: components["schemas"]["Child"][];
            offered: boolean;
            slots: components["schemas"]["OwnSlot"][];
            /** Format: date */
            today: string;
        };
        /** OwnSlot */
        OwnSlot: {
            bookings: components["schemas"]["OwnBooking"][];
            /** Format: date */
            date: string;
            free: number;
            from_time: string;
            id: number;
            room_name: string;
            to_time: string;
        };
        /** Page[GoldRow] */
        "Page_beanfield.checks.model_gold.GoldRow_": {
            next?: string | null;
            rows: components["schemas"]["GoldRow"][];
        };
        /** Page[Disputed] */
        "Page_beanfield.checks.model_reports.Disputed_": {
            next?: string | null;
            rows: components["schemas"]["Disputed"][];
        };
        /** Page[Appeal] */
        "Page_beanfield.earnings.model.Appeal_": {
            next?: string | null;
            rows: components["schemas"]["Appeal"][];
        };
        /** Page[Line] */
        "Page_beanfield.earnings.model.Line_": {
            next?: string | null;
            rows: components["schemas"]["Line"][];
        };
        /** Page[OrderRow] */
        "Page_beanfield.orders.model.OrderRow_": {
            next?: string | null;
            rows: components["schemas"]["OrderRow"][];
        };
        /** Page[AuditRow] */
        "Page_beanfield.people.model.AuditRow_": {
            next?: string | null;
            rows: components["schemas"]["AuditRow"][];
        };
        /** Page[Person] */
        "Page_beanfield.people.model.Person_": {
            next?: string | null;
            rows: components["schemas"]["Person"][];
        };
        /** Page[ItemRow] */
        "Page_beanfield.production.model.items.ItemRow_": {
            next?: string | null;
            rows: components["schemas"]["ItemRow"][];
        };
        /** Page[ProjectRow] */
        "Page_beanfield.production.model.projects.ProjectRow_": {
            next?: string | null;
            rows: components["schemas"]["ProjectRow"][];
        };
        /** Page[Thread] */
        "Page_beanfield.production.model.threads.Thread_": {
            next?: string | null;
            rows: components["schemas"]["Thread"][];
        };
        /** Page[WebhookCall] */
        "Page_beanfield.production.model.webhooks.WebhookCall_": {
            next?: string | null;
            rows: components["schemas"]["WebhookCall"][];
        };
        /** Page[AttemptRow] */
        "Page_beanfield.skills.model.AttemptRow_": {
            next?: string | null;
            rows: components["schemas"]["AttemptRow"][];
        };
        /** Page[Certificate] */
        "Page_beanfield.skills.model.Certificate_": {
            next?: string | null;
            rows: components["schemas"]["Certificate"][];
        };
        /** Page[Question] */
        "Page_beanfield.skills.model.Question_": {
            next?: string | null;
            rows: components["schemas"]["Question"][];
        };
        /** PasswordChange */
        PasswordChange: {
            new: string;
            old: string;
        };
        /** PayDay */
        PayDay: {
            amount_fen: number;
            /** Format: date */
            date: string;
            lines: number;
        };
        /** PayMonth */
        PayMonth: {
            centre_id: number;
            closed_at?: string | null;
            closed_by_name?: string | null;
            county: string;
            /** Format: date-time */
            may_close_from: string;
            minimum_wage: components["schemas"]["MinimumWage"] | null;
            month: string;
            open_appeals: number;
            people: components["schemas"]["MonthPerson"][];
            /** @enum {string} */
            state: "open" | "closed";
        };
        /** Person */
        Person: {
            centre_id: number | null;
            centre_name: string | null;
            customer_id: number | null;
            disabled: boolean;
            id: number;
            left_at?: string | null;
            login: string | null;
            name: string;
            roles: components["schemas"]["Grant"][];
            team_id: number | null;
            team_name: string | null;
        };
        /** PersonChanges */
        PersonChanges: {
            disabled?: boolean | null;
            left?: boolean | null;
            login?: string | null;
            name?: string | null;
            team_id?: number | null;
        };
        /** PersonFacts */
        PersonFacts: {
            fact: components["schemas"]["Fact"] | null;
            left_at: string | null;
            person_id: number;
            person_name: string;
        };
        /** PersonPart */
        PersonPart: {
            confidence: number;
            names?: string[];
            path: string;
            people: number[];
        };
        /** PersonProgress */
        PersonProgress: {
            active_seconds: number;
            answers: number;
            last_at: string | null;
            median_seconds: number | null;
            name: string;
            person_id: number;
            returned: number;
            reviewed: number;
            today: number;
            working_on: number | null;
        };
        /** PersonQuality */
        PersonQuality: {
            checked: number;
            curve: components["schemas"]["CurvePoint"][];
            days: components["schemas"]["SkillDay"][];
            falling: boolean;
            name: string;
            person_id: number;
            skills: components["schemas"]["SkillRow"][];
            /** Format: date-time */
            upto: string;
        };
        /** PersonRow */
        PersonRow: {
            answers: number;
            consensus?: components["schemas"]["Behind"] | null;
            day_cap?: number | null;
            gold?: components["schemas"]["Behind"] | null;
            name: string;
            paused_by?: string | null;
            person_id: number;
            returns?: components["schemas"]["Behind"] | null;
            review_share?: number | null;
            skips?: components["schemas"]["Behind"] | null;
            speed?: components["schemas"]["Behind"] | null;
            suspicion?: components["schemas"]["Behind"] | null;
        };
        /** Pickup */
        Pickup: {
            id: number;
            name: string;
            phone: string;
            relation: string;
        };
        /**
         * Pipeline
         * @default {
         *       "overlap": 1,
         *       "agreement": 0.8,
         *       "target": null,
         *       "most_answers": 5,
         *       "review": "share",
         *       "review_share": 0.2,
         *       "skill": null,
         *       "skill_level": 0,
         *       "cap_per_person": null,
         *       "prefetch": 3,
         *       "lease_factor": 3,
         *       "idle_seconds": 120,
         *       "show_prelabels": true,
         *       "seconds_expected": null,
         *       "watermark": false
         *     }
         */
        Pipeline: {
            /** @default 0.8 */
            agreement?: number;
            cap_per_person?: number | null;
            /** @default 120 */
            idle_seconds?: number;
            /** @default 3 */
            lease_factor?: number;
            /** @default 5 */
            most_answers?: number;
            /** @default 1 */
            overlap?: number;
            /** @default 3 */
            prefetch?: number;
            /**
             * @default share
             * @enum {string}
             */
            review?: "none" | "share" | "risk" | "all";
            /** @default 0.2 */
            review_share?: number;
            seconds_expected?: number | null;
            /** @default true */
            show_prelabels?: boolean;
            skill?: string | null;
            /** @default 0 */
            skill_level?: number;
            target?: number | null;
            /** @default false */
            watermark?: boolean;
        };
        /** Point */
        Point: {
            /** @constant */
            type: "point";
            x: number;
            y: number;
        };
        /** Polygon */
        Polygon: {
            holes?: number[][];
            points: number[];
            /** @constant */
            type: "polygon";
        };
        /** Polyline */
        Polyline: {
            points: number[];
            /** @constant */
            type: "polyline";
        };
        /** Post */
        Post: {
            /** Format: date-time */
            at: string;
            id: number;
            person_id: number;
            person_name: string;
            text: string;
        };
        /** Practical */
        Practical: {
            items: number;
            /** @default 0.8 */
            least_similarity?: number;
            minutes: number;
            project_id: number;
        };
        /** Preset */
        Preset: {
            key: string;
            name: string;
            rule: components["schemas"]["Rule"];
            text: string;
        };
        /** Programme */
        Programme: {
            /** Format: date */
            as_of: string;
            indicators: components["schemas"]["IndicatorShown"][];
            least: number;
            rows: components["schemas"]["ProgrammeRow"][];
        };
        /** ProgrammeRow */
        ProgrammeRow: {
            centre_id: number | null;
            county: string;
            figures: {
                [key: string]: components["schemas"]["Figure"];
            };
            name: components["schemas"]["Words"];
        };
        /** Progress */
        Progress: {
            active_people: number;
            counts: components["schemas"]["Counts"];
            finish_at: string | null;
            hours: components["schemas"]["HourProgress"][];
            people: components["schemas"]["PersonProgress"][];
            per_hour: number | null;
        };
        /** Project */
        Project: {
            centre_id: number;
            centre_name: string;
            counts: components["schemas"]["Counts"];
            /** Format: date-time */
            created_at: string;
            customer_id: number | null;
            customer_name: string | null;
            description: string;
            guide_version: number;
            id: number;
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            median_seconds: number | null;
            name: string;
            pipeline: components["schemas"]["Pipeline"];
            priority: number;
            schema_version: number;
            /** @enum {string} */
            state: "draft" | "running" | "paused" | "done" | "archived";
        };
        /** ProjectChanges */
        ProjectChanges: {
            customer_id?: number | null;
            description?: string | null;
            name?: string | null;
            pipeline?: components["schemas"]["Pipeline"] | null;
            priority?: number | null;
            /** @enum {null|string} */
            state?: "draft" | "running" | "paused" | "done" | "archived" | null;
        };
        /** ProjectRow */
        ProjectRow: {
            centre_id: number;
            centre_name: string;
            counts: components["schemas"]["Counts"];
            /** Format: date-time */
            created_at: string;
            customer_id: number | null;
            customer_name: string | null;
            id: number;
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            name: string;
            priority: number;
            /** @enum {string} */
            state: "draft" | "running" | "paused" | "done" | "archived";
        };
        /** PublicKey */
        PublicKey: {
            key_id: string;
            pem: string;
        };
        /** Qualification */
        Qualification: {
            /** @enum {null|string} */
            bar: "running" | "held" | "wait" | "attempts" | "closed" | "bank" | "gold" | null;
            bar_until: string | null;
            held_level: number | null;
            held_until: string | null;
            id: number;
            last: number | null;
            /** @enum {null|string} */
            last_state: "theory" | "practical" | "passed" | "failed" | null;
            level: number;
            minutes: number;
            opens: components["schemas"]["OpenedProject"][];
            pass_mark: number;
            practical: components["schemas"]["Practical"] | null;
            questions: number;
            running: number | null;
            skill: string;
            title: components["schemas"]["Bilingual"];
            valid_days: number;
        };
        /** QualityRule */
        QualityRule: {
            /** Format: date-time */
            changed_at: string;
            changed_by: string | null;
            /** @default 0 */
            firings?: number;
            id: number;
            live_at: string | null;
            name: string;
            rule: components["schemas"]["Rule"];
            /** @enum {string} */
            state: "draft" | "live" | "off";
        };
        /** Question */
        Question: {
            author_id: number;
            author_name: string;
            explanation: components["schemas"]["Bilingual"];
            id: number;
            key: number[];
            /** @enum {string} */
            kind: "single" | "multi" | "judge";
            level: number;
            options: components["schemas"]["Bilingual"][];
            reviewed_at: string | null;
            reviewer_name: string | null;
            /** @enum {string} */
            state: "draft" | "approved" | "retired";
            stem: components["schemas"]["Bilingual"];
            topic: string;
            version: number;
        };
        /** QuestionVerdict */
        QuestionVerdict: {
            /** @enum {string} */
            state: "approved" | "retired";
        };
        /** Quote */
        Quote: {
            /** Format: date-time */
            at: string;
            by_name: string;
            centre_id: number;
            centre_name: string;
            /** Format: date */
            deadline: string;
            id: number;
            note: string;
            unit_price_fen: number;
            volume: number;
        };
        /** Rate */
        Rate: {
            adjudicate_fen: number;
            annotate_fen: number;
            /** Format: date-time */
            created_at: string;
            created_by_name: string | null;
            currency: string;
            expected: components["schemas"]["ExpectedPay"][];
            /** Format: date-time */
            from_at: string;
            in_force: boolean;
            levels: components["schemas"]["RateLevel"][];
            note: string;
            review_fen: number;
            skill: string | null;
            /** @enum {string} */
            unit: "item" | "object";
            version: number;
        };
        /** RateLevel */
        RateLevel: {
            level: number;
            permille: number;
        };
        /** Relation */
        Relation: {
            attributes?: {
                [key: string]: unknown;
            };
            class: string;
            from: string;
            to: string;
        };
        /** Report */
        Report: {
            agreement?: components["schemas"]["Agreement"][];
            at?: string | null;
            classes?: components["schemas"]["ClassRow"][];
            confidence?: components["schemas"]["Bar"][];
            confusion?: components["schemas"]["Confusion"][];
            /** @default 0 */
            fixes?: number;
            gold?: components["schemas"]["Estimate"] | null;
            /** @default 0 */
            items?: number;
            /** @default 0 */
            opinions?: number;
            people?: components["schemas"]["PersonRow"][];
            reviewers?: components["schemas"]["ReviewerRow"][];
            titles?: {
                [key: string]: components["schemas"]["Title"];
            };
            weak_spots?: components["schemas"]["WeakSpot"][];
        };
        /** RestoreProject */
        RestoreProject: {
            project_id: number;
        };
        /** Returned */
        Returned: {
            comment: string;
            defects: components["schemas"]["Defect"][];
            document: unknown;
            reviewer_name: string;
        };
        /** ReviewerRow */
        ReviewerRow: {
            gold?: components["schemas"]["Behind"] | null;
            name: string;
            person_id: number;
            returned: number;
            reversed?: components["schemas"]["Behind"] | null;
            reviews: number;
            seconds: number | null;
        };
        /** ReviewRequest */
        ReviewRequest: {
            hand_back?: number[];
            holding?: number[];
            submit?: components["schemas"]["ReviewSubmission"][];
            /**
             * @default review
             * @enum {string}
             */
            task?: "review" | "adjudicate";
            /** @default 1 */
            want?: number;
        };
        /** ReviewRow */
        ReviewRow: {
            /** Format: uuid */
            annotation_id: string;
            /** Format: date-time */
            at: string;
            comment: string;
            defects: components["schemas"]["Defect"][];
            /** Format: uuid */
            id: string;
            reviewer_id: number;
            reviewer_name: string;
            /** @enum {string} */
            verdict: "pass" | "fix" | "return";
        };
        /** ReviewSubmission */
        ReviewSubmission: {
            chosen?: string | null;
            /** @default  */
            comment?: string;
            defects?: components["schemas"]["Defect"][];
            fixed?: components["schemas"]["Document"] | null;
            /** Format: uuid */
            id: string;
            lease_id: number;
            /** @enum {string} */
            verdict: "pass" | "fix" | "return";
        };
        /** Revocation */
        Revocation: {
            reason: string;
        };
        /** Room */
        Room: {
            centre_id: number;
            id: number;
            name: string;
            places: number;
        };
        /** RoomDay */
        RoomDay: {
            /** Format: date */
            date: string;
            not_collected: number;
            room: components["schemas"]["Room"];
            slots: components["schemas"]["DaySlot"][];
            /** Format: date */
            today: string;
        };
        /** RotatedBox */
        RotatedBox: {
            /** @default 0 */
            angle?: number;
            cx: number;
            cy: number;
            h: number;
            /** @constant */
            type: "rotated_box";
            w: number;
        };
        /** Rule */
        Rule: {
            /** @enum {string} */
            action: "review" | "pause" | "retrain" | "ask_again" | "restrict" | "notify";
            /** @default 20 */
            ask_items?: number;
            /** @enum {string} */
            collector: "gold" | "consensus" | "returns" | "speed" | "skips" | "suspicion" | "answers";
            day_cap?: number | null;
            /** @default 10 */
            least?: number;
            review_share?: number | null;
            /** @enum {string} */
            sense: "below" | "above";
            skill?: string | null;
            /** @default true */
            sure?: boolean;
            threshold: number;
            window?: components["schemas"]["Window"];
        };
        /** RuleChanges */
        RuleChanges: {
            name?: string | null;
            rule?: components["schemas"]["Rule"] | null;
            /** @enum {null|string} */
            state?: "draft" | "live" | "off" | null;
        };
        /** RulePicture */
        RulePicture: {
            sha256: string;
        };
        /** Sample */
        Sample: {
            accept: number;
            /** Format: date-time */
            drawn_at: string;
            drawn_by_name: string;
            faulty: number;
            /** @enum {null|string} */
            follows: "accepted" | "rejected" | null;
            id: number;
            items: components["schemas"]["SampleItem"][];
            looked: number;
            lot_id: number;
            lot_items: number;
            lot_name: string;
            order_id: number;
            project_id: number;
            result: components["schemas"]["SampleResult"] | null;
            rule: components["schemas"]["AcceptanceRule"];
            seed: number;
            size: number;
        };
        /** SampleItem */
        SampleItem: {
            /** @enum {null|string} */
            defect: "missing" | "spurious" | "wrong_class" | "loose" | "wrong_attribute" | "wrong_answer" | "rule" | "other" | null;
            item_id: number;
            name: string;
            note: string;
            ok: boolean | null;
            place: number;
        };
        /** SampleLook */
        SampleLook: {
            content: unknown;
            document: unknown | null;
            item_id: number;
            name: string;
            schema_version: number | null;
        };
        /** SampleResult */
        SampleResult: {
            /** Format: date-time */
            at: string;
            by_name: string;
            faulty: number;
            looked: number;
            /** @enum {string} */
            verdict: "accepted" | "rejected";
        };
        /** SchemaPreview */
        SchemaPreview: {
            annotations: number;
            changed: number;
            checked: number;
            examples: {
                [key: string]: unknown;
            }[];
            faulty: number;
            problems: {
                [key: string]: string;
            }[];
        };
        /** SchemaVersion */
        SchemaVersion: {
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            migration: {
                [key: string]: unknown;
            }[];
            note: string;
            schema: {
                [key: string]: unknown;
            };
            version: number;
        };
        /** ShownQuestion */
        ShownQuestion: {
            chosen: number[];
            explanation?: components["schemas"]["Bilingual"] | null;
            key?: number[] | null;
            /** @enum {string} */
            kind: "single" | "multi" | "judge";
            options: components["schemas"]["Bilingual"][];
            place: number;
            right?: boolean | null;
            stem: components["schemas"]["Bilingual"];
            topic: string;
        };
        /** SignIn */
        SignIn: {
            login: string;
            password: string;
        };
        /** Skeleton */
        Skeleton: {
            points: number[];
            /** @constant */
            type: "skeleton";
        };
        /** SkillDay */
        SkillDay: {
            /** Format: date */
            day: string;
            high: number;
            kind: string;
            low: number;
            mean: number;
        };
        /** SkillRecord */
        SkillRecord: {
            level: number;
            skill: string;
            source: string;
            valid_until: string | null;
        };
        /** SkillRow */
        SkillRow: {
            average: number;
            class: string | null;
            high: number;
            kind: string;
            low: number;
            mean: number;
            title: components["schemas"]["Title"] | null;
            trials: number;
        };
        /** SkipRequest */
        SkipRequest: {
            lease_id: number;
            /** @default  */
            note?: string;
            /** @enum {string} */
            reason: "unreadable" | "no_object" | "outside_rules" | "private" | "other";
        };
        /** SlotCount */
        SlotCount: {
            booked: number;
            came: number;
            collected: number;
            /** Format: date */
            date: string;
            from_time: string;
            id: number;
            places: number;
            room_id: number;
            room_name: string;
            to_time: string;
        };
        /** Span */
        Span: {
            end: number;
            part?: string | null;
            start: number;
            /** @constant */
            type: "span";
        };
        /** Statement */
        Statement: {
            centre_en: string;
            centre_zh: string;
            minimum_wage: components["schemas"]["MinimumWage"];
            row: components["schemas"]["StatementRow"];
        };
        /** StatementRow */
        StatementRow: {
            centre_id: number;
            /** Format: date-time */
            closed_at: string;
            correction_fen: number;
            floor_fen: number;
            gross_fen: number;
            id: number;
            lines: number;
            month: string;
            person_id: number;
            person_name: string;
            top_up_fen: number;
            work_fen: number;
            worked_ms: number;
        };
        /** Submission */
        Submission: {
            active_seconds?: number | null;
            document: unknown;
            /** Format: uuid */
            id: string;
            lease_id: number;
        };
        /** Suspected */
        Suspected: {
            count: number;
            examples: number[];
            other_name: string | null;
            project_id: number;
            project_name: string;
            /** Format: date-time */
            seen_at: string;
            what: string;
        };
        /** TaskResult */
        TaskResult: {
            answered: boolean;
            differences?: components["schemas"]["Difference"][];
            name: string;
            place: number;
            similarity?: number | null;
        };
        /** Team */
        Team: {
            centre_id: number;
            id: number;
            leader_id: number | null;
            leader_name: string | null;
            name: string;
            people: number;
        };
        /** TeamChanges */
        TeamChanges: {
            leader_id?: number | null;
            name?: string | null;
        };
        /** Thread */
        Thread: {
            id: number;
            item_id: number | null;
            item_name: string | null;
            /** Format: date-time */
            opened_at: string;
            opened_by: string;
            pin: {
                [key: string]: unknown;
            } | null;
            posts: components["schemas"]["Post"][];
            rule: string | null;
            /** @enum {string} */
            state: "open" | "answered" | "closed";
        };
        /** TileSet */
        TileSet: {
            height: number;
            levels: number;
            side: number;
            width: number;
        };
        /** Title */
        Title: {
            /** @default  */
            en?: string;
            /** @default  */
            zh?: string;
        };
        /** Today */
        Today: {
            /** @default 0 */
            active_seconds?: number;
            /** @default 0 */
            items?: number;
            /** @default 0 */
            objects?: number;
            /** @default 0 */
            reviews?: number;
        };
        /** TopicCount */
        TopicCount: {
            count: number;
            topic: string;
        };
        /** TopicScore */
        TopicScore: {
            count: number;
            right: number;
            topic: string;
        };
        /** Upload */
        Upload: {
            bytes: number;
            /** Format: uuid */
            id: string;
            name: string;
            received: number;
        };
        /** WeakSpot */
        WeakSpot: {
            disputes: number;
            items: number[];
            questions: number;
            returns: number;
            rule: string;
        };
        /** Webhook */
        Webhook: {
            active: boolean;
            /** Format: date-time */
            created_at: string;
            events: ("item.accepted" | "item.returned" | "lot.delivered" | "lot.accepted" | "lot.rejected" | "project.state" | "import.done" | "export.done")[];
            id: number;
            url: string;
        };
        /** WebhookCall */
        WebhookCall: {
            attempts: number;
            body: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            delivered_at: string | null;
            error: string;
            /** @enum {string} */
            event: "item.accepted" | "item.returned" | "lot.delivered" | "lot.accepted" | "lot.rejected" | "project.state" | "import.done" | "export.done";
            id: number;
            status: number | null;
            tried_at: string | null;
        };
        /**
         * Window
         * @default {
         *       "count": null,
         *       "days": null
         *     }
         */
        Window: {
            count?: number | null;
            days?: number | null;
        };
        /** Withdrawal */
        Withdrawal: {
            /** @enum {string} */
            gate: "personal_data" | "important_data" | "surveying" | "subcontract_consent";
            note: string;
        };
        /** Words */
        Words: {
            en: string;
            zh: string;
        };
        /** Workplace */
        Workplace: {
            guide: string;
            guide_version: number;
            /** @enum {string} */
            media: "image" | "text" | "chat" | "audio" | "video";
            name: string;
            pipeline: components["schemas"]["Pipeline"];
            project_id: number;
            schema: unknown;
            schema_version: number;
            /** @enum {string} */
            task: "annotate" | "review" | "adjudicate";
        };
        /** WorkReply */
        WorkReply: {
            leases: components["schemas"]["Lease"][];
            nothing: components["schemas"]["NoWork"] | null;
            outcomes: components["schemas"]["Outcome"][];
            today: components["schemas"]["Today"];
        };
        /** WorkRequest */
        WorkRequest: {
            hand_back?: number[];
            holding?: number[];
            skip?: components["schemas"]["SkipRequest"][];
            submit?: components["schemas"]["Submission"][];
            /** @default 1 */
            want?: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

namespace Skapi.Protocol.Tool.Tests;

/// <content>What a statechart becomes in TypeScript.</content>
public sealed partial class DeclarationsTests
{
    [Fact]
    public void A_statechart_declares_the_names_of_its_parts() => Declares(
        """
        {
          "id": "door", "initial": "open", "meta": { "delays": { "wait": { "milliseconds": 5 } } },
          "states": { "open": { "on": { "close": "shut" }, "after": { "wait": "shut" } }, "shut": { "type": "final" } }
        }
        """,
        """
        /** The states of Door. */
        export type DoorState =
            | "open"
            | "shut";

        /** The triggers of Door. */
        export type DoorTrigger =
            | "close";

        /** The delays of Door. */
        export type DoorDelay =
            | "wait";
        """,
        "door.statechart.json");

    [Fact]
    public void Payloads_are_declared_by_the_names_of_their_triggers_and_tasks() => Declares(
        """
        {
          "id": "door", "initial": "open",
          "states": {
            "open": { "on": { "close-to": { "target": "shut", "actions": "move" } }, "invoke": { "src": "watch", "onError": "shut" } },
            "shut": { "type": "final" }
          },
          "meta": {
            "triggers": { "close-to": { "payload": "int8" } }, "tasks": { "watch": { "payload": "timestamp" } },
            "actions": { "move": { "payload": true } }
          }
        }
        """,
        """
        /** The states of Door. */
        export type DoorState =
            | "open"
            | "shut";

        /** The triggers of Door. */
        export type DoorTrigger =
            | "close-to";

        /** The tasks of Door. */
        export type DoorTask =
            | "watch";

        /** What comes with the triggers of Door. */
        export interface DoorTriggerPayloads {
            "close-to": number;
        }

        /** What the tasks of Door result in. */
        export interface DoorTaskResults {
            watch: string;
        }
        """,
        "door.statechart.json");
}

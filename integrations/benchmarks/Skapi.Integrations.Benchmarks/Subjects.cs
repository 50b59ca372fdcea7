using Skapi.Bridges.Messages;
using Skapi.Protocol;

namespace Skapi.Integrations.Benchmarks;

/// <summary>The two events that are measured, in each library's classes.</summary>
internal static class Subjects
{
    public const string Message = "message";
    public const string Candidate = "icecandidate";

    public static RtcEvent Ours(string subject) => subject == Message ? Examples.Message : Examples.Candidate;

    public static HandWrittenEvent HandWritten(string subject) => subject == Message ? Examples.HandWrittenMessage : Examples.HandWrittenCandidate;

    public static PackedEvent Packed(string subject)
    {
        var (message, candidate) = (Examples.HandWrittenMessage, Examples.HandWrittenCandidate);
        return subject == Message
            ? new PackedMessage
            {
                Target = new() { Cid = message.Target.Cid, Label = message.Target.Label },
                TimeStamp = message.TimeStamp,
                Data = message.Data,
                ReadyState = message.ReadyState,
                BufferedAmount = message.BufferedAmount,
            }
            : new PackedCandidate
            {
                Target = new() { Cid = candidate.Target.Cid },
                Timestamp = candidate.Timestamp,
                Candidate = candidate.Candidate,
                SdpMid = candidate.SdpMid,
                SdpMLineIndex = candidate.SdpMLineIndex,
                UsernameFragment = candidate.UsernameFragment,
                Protocol = candidate.Protocol,
                GatheringState = candidate.GatheringState,
                ConnectionState = candidate.ConnectionState,
            };
    }
}

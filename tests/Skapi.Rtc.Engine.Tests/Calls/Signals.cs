using Skapi.Protocol;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Short signals: the text of a description or candidate is just a name.</summary>
internal static class Signals
{
    public static Signal Offer(string name, string? call = null) => new() { Offer = Description(SdpType.Offer, name), Call = call };

    public static Signal Answer(string name, string? call = null) => new() { Answer = Description(SdpType.Answer, name), Call = call };

    public static Signal Candidate(string name, string? call = null) => new() { Candidate = IceCandidate(name), Call = call };

    public static Signal Pickup(string? call = null) => new() { Pickup = "user-bob", Call = call };

    public static Signal Turn(NegotiationTurn turn, string? call = null) => new() { Negotiate = turn, Call = call };

    public static Signal HungUp(string? call = null, CallEndReason? reason = null) =>
        new() { HungUp = "user-bob", Call = call, Reason = reason };

    public static SessionDescription Description(SdpType type, string name) => new() { Type = type, Sdp = name };

    public static IceCandidate IceCandidate(string name) =>
        new() { Candidate = name, SdpMid = "0", SdpMLineIndex = 0, UsernameFragment = "u" };
}

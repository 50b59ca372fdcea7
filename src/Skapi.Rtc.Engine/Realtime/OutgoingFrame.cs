using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>A frame that waits to be sent.</summary>
/// <param name="Make">Makes the frame with the tokens of the socket that sends it.</param>
internal record OutgoingFrame(Func<SkapiTokens, ClientFrame> Make)
{
    /// <summary>Completes when the frame is sent, or is not needed any more.</summary>
    public TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A request to join a group, or to leave it.</summary>
    /// <param name="Group">The group, or null to leave.</param>
    public sealed record Join(string? Group)
        : OutgoingFrame(tokens => new ClientFrame.JoinRoom { Group = Group, Token = tokens.AccessToken });

    /// <summary>A signal of a call.</summary>
    /// <param name="Cid">The recipient.</param>
    /// <param name="Signal">The signal.</param>
    public sealed record Call(string Cid, Signal Signal) : OutgoingFrame(tokens => SignalFrames.To(Cid, Signal, tokens));
}

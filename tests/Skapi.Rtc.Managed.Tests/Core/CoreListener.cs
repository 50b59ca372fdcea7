using System.Net;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Turn;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>Ignores every event of a core, so that a simulation handles those that it needs.</summary>
internal abstract class CoreListener : IPeerCoreListener, ISctpListener
{
    public bool CanSend => true;

    public abstract void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind);

    public abstract void OnMessage(ushort stream, uint ppid, byte[] message);

    public abstract void OnDtlsState(DtlsTransportState state, string? failure);

    public abstract void OnIceState(IceTransportState state);

    public abstract void OnClosed(string? failure);

    public virtual void CloseAddress(IPEndPoint address)
    {
    }

    public virtual void OnCandidate(Candidate candidate)
    {
    }

    public virtual void OnRemoteReset(ReadOnlySpan<ushort> streams)
    {
    }

    public void OnLocalReset(ReadOnlySpan<ushort> streams)
    {
    }

    public void OnRemoteVerified(IPEndPoint local, IPEndPoint remote)
    {
    }

    public void OnGatheringComplete()
    {
    }

    public void OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason)
    {
    }

    public virtual void OnRelayFailed(TurnServer server, IPEndPoint? from, int code, string reason)
    {
    }

    public IPEndPoint? OpenRelaySocket(IPEndPoint host) => null;

    public void OpenStream(TurnClient client)
    {
    }

    public void SendStream(TurnClient client, ReadOnlySpan<byte> bytes)
    {
    }

    public void CloseStream(TurnClient client)
    {
    }

    public void OnEstablished()
    {
    }

    public void OnMessageTooLong(ushort stream)
    {
    }
}

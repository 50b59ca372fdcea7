using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp;

/// <content>Ending an association (RFC 9260, section 9).</content>
internal sealed partial class SctpAssociation
{
    private TimeSpan? _shutdownDue;

    /// <summary>Ends the association once everything was delivered.</summary>
    public void Shutdown(TimeSpan now)
    {
        if (State != SctpState.Established)
            return;

        State = SctpState.ShutdownPending;
        ContinueClosing(now);
    }

    /// <summary>Ends the association at once and tells the other side.</summary>
    public void Abort()
    {
        if (State == SctpState.Closed)
            return;

        if (_remoteTag != 0)
            EnqueueControl(ChunkType.Abort, 0, []);

        Close(null);
    }

    private void Close(string? failure)
    {
        State = SctpState.Closed;
        _listener.OnClosed(failure);
    }

    private void ContinueClosing(TimeSpan now)
    {
        if (!_outstanding.IsEmpty || _queue.BufferedBytes > 0)
            return;

        if (State == SctpState.ShutdownPending)
        {
            State = SctpState.ShutdownSent;
            SendShutdown(now);
        }
        else if (State == SctpState.ShutdownReceived)
        {
            State = SctpState.ShutdownAckSent;
            EnqueueControl(ChunkType.ShutdownAck, 0, []);
            _shutdownDue = now + _rto.Timeout;
        }
    }

    private void SendShutdown(TimeSpan now)
    {
        Span<byte> cumulative = stackalloc byte[sizeof(uint)];
        var writer = new WireWriter(cumulative);
        writer.WriteUInt32(_tracker!.Cumulative);
        EnqueueControl(ChunkType.Shutdown, 0, cumulative);
        _shutdownDue = now + _rto.Timeout;
    }

    private void HandleClosing(in Chunk chunk, TimeSpan now)
    {
        switch (chunk.Type)
        {
            case ChunkType.Shutdown when State is SctpState.Established or SctpState.ShutdownPending:
                State = SctpState.ShutdownReceived;
                var reader = new WireReader(chunk.Value);
                if (reader.ReadUInt32() is var cumulative && !reader.Failed && _outstanding.IsPlausible(cumulative))
                    _outstanding.HandleCumulative(cumulative, now);

                ContinueClosing(now);
                break;
            case ChunkType.Shutdown when State == SctpState.ShutdownSent:
                State = SctpState.ShutdownAckSent;
                EnqueueControl(ChunkType.ShutdownAck, 0, []);
                break;
            case ChunkType.ShutdownAck when State is SctpState.ShutdownSent or SctpState.ShutdownAckSent:
                EnqueueControl(ChunkType.ShutdownComplete, 0, []);
                Close(null);
                break;
            case ChunkType.ShutdownComplete when State == SctpState.ShutdownAckSent:
                Close(null);
                break;
            default:
                break;
        }
    }

    private void HandleShutdownTimeout(TimeSpan now)
    {
        _rto.BackOff();
        if (++_errors > _options.MaxRetransmissions)
        {
            Close("The other side did not confirm the end of the association.");
            return;
        }

        if (State == SctpState.ShutdownSent)
        {
            SendShutdown(now);
            return;
        }

        EnqueueControl(ChunkType.ShutdownAck, 0, []);
        _shutdownDue = now + _rto.Timeout;
    }
}

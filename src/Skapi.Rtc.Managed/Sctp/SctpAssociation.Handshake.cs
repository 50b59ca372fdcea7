using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Receiving;
using Skapi.Rtc.Managed.Sctp.Resets;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Sctp;

/// <content>Setting an association up (RFC 9260, section 5). Both sides begin (RFC 8841), so the two INITs usually cross.</content>
internal sealed partial class SctpAssociation
{
    private const int MaxHandshakeChunk = 512;

    private readonly List<ushort> _resetsBeforeEstablished = [];
    private TimeSpan? _handshakeDue;
    private byte[] _handshakeChunk = [];
    private bool _sendsZeroChecksum;

    /// <summary>Begins to set the association up.</summary>
    public void Connect(TimeSpan now)
    {
        if (State != SctpState.New)
            return;

        State = SctpState.CookieWait;
        _handshakeChunk = BuildChunk(ChunkType.Init, LocalInit([]).Write);
        _control.Enqueue(_handshakeChunk);
        _handshakeDue = now + _rto.Timeout;
    }

    private static byte[] BuildChunk(ChunkType type, ValueWriter write)
    {
        var packet = new byte[SctpHeader.Size + MaxHandshakeChunk];
        var writer = new PacketWriter(packet);
        var value = writer.Begin(type, 0);
        write(ref value);
        writer.End(value);
        return packet[SctpHeader.Size..writer.Length];
    }

    private InitChunk LocalInit(byte[] cookie) => new()
    {
        InitiateTag = _localTag,
        Window = _advertisedWindow,
        InitialTsn = _localInitialTsn,
        KnowsForwardTsn = true,
        KnowsReconfig = true,
        KnowsInterleaving = _options.Interleaving,
        AcceptsZeroChecksum = _options.ZeroChecksum,
        Cookie = cookie,
    };

    // The cookie is the other side's INIT. It needs no signature: DTLS proves who made it, and whoever changes it fools itself.
    private void HandleInit(in Chunk chunk)
    {
        // An INIT that arrives late, after its association was set up, needs no answer.
        if (State > SctpState.CookieEchoed || _control.Count >= MaxControlChunks || InitChunk.Read(chunk.Value) is not { } init)
            return;

        var cookie = BuildChunk(ChunkType.Init, (init with { Cookie = default }).Write);
        _replyTag = init.InitiateTag;
        _control.Enqueue(BuildChunk(ChunkType.InitAck, LocalInit(cookie).Write));
    }

    private void HandleInitAck(in Chunk chunk, TimeSpan now)
    {
        if (State != SctpState.CookieWait || InitChunk.Read(chunk.Value) is not { Cookie.IsEmpty: false } init
            || init.Cookie.Length > MaxHandshakeChunk)
            return;

        Adopt(init);
        State = SctpState.CookieEchoed;
        var cookie = init.Cookie;
        _handshakeChunk = BuildLongChunk(ChunkType.CookieEcho, cookie.Span);
        _control.Enqueue(_handshakeChunk);
        _handshakeDue = now + _rto.Timeout;
        _errors = 0;
    }

    private void HandleCookieEcho(in Chunk chunk)
    {
        var rest = chunk.Value;
        if (!Chunk.TryRead(ref rest, out var cookie) || InitChunk.Read(cookie.Value) is not { } init)
            return;

        if (State >= SctpState.Established)
        {
            // The other side did not get the COOKIE ACK.
            if (init.InitiateTag == _remoteTag)
                EnqueueControl(ChunkType.CookieAck, 0, []);

            return;
        }

        if (_remoteTag != init.InitiateTag)
            Adopt(init);

        EnqueueControl(ChunkType.CookieAck, 0, []);
        Establish();
    }

    private void HandleCookieAck()
    {
        if (State == SctpState.CookieEchoed)
            Establish();
    }

    private void Adopt(InitChunk init)
    {
        _remoteTag = init.InitiateTag;
        _remoteWindow = init.Window;
        _sendsZeroChecksum = init.AcceptsZeroChecksum && _options.ZeroChecksum;
        IsInterleaved = init.KnowsInterleaving && _options.Interleaving;
        _knowsForwardTsn = init.KnowsForwardTsn;
        _tracker = new TsnTracker(init.InitialTsn);
        _reassembly?.Dispose();
        _reassembly = new Reassembly(IsInterleaved, _options.MaxReceiveMessage, this);
        _resets = new StreamResets(_queue, _localInitialTsn, init.InitialTsn);
    }

    private void Establish()
    {
        State = SctpState.Established;
        _handshakeDue = null;
        _handshakeChunk = [];
        _errors = 0;
        _window.SetMaxPayload(MaxPayload);
        foreach (var stream in _resetsBeforeEstablished)
            _resets!.Request(stream);

        _resetsBeforeEstablished.Clear();
        _listener.OnEstablished();
    }

    private void HandleHandshakeTimeout(TimeSpan now)
    {
        _rto.BackOff();
        if (++_errors > _options.MaxRetransmissions)
        {
            Close("The other side did not answer the association's set-up.");
            return;
        }

        _control.Enqueue(_handshakeChunk);
        _handshakeDue = now + _rto.Timeout;
    }

    private static byte[] BuildLongChunk(ChunkType type, ReadOnlySpan<byte> value)
    {
        var packet = new byte[SctpHeader.Size + Chunk.HeaderSize + Chunk.Pad(value.Length)];
        var writer = new PacketWriter(packet);
        var content = writer.Begin(type, 0);
        content.WriteBytes(value);
        writer.End(content);
        return packet[SctpHeader.Size..writer.Length];
    }

    private delegate void ValueWriter(ref WireWriter writer);
}

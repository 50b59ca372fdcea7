using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Rtp.Receiving;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Media;

/// <summary>The media sections of one peer: routes packets to them, and exchanges reports. It has no sockets, clocks or threads.</summary>
/// <remarks>No packet of the other side throws. Not safe for concurrent use.</remarks>
internal sealed partial class MediaSession : IMediaHandler, IDisposable
{
    // The packets that wait for missing ones, of all sections together.
    private const int MaxWaitingBytes = 16 * 1024 * 1024;

    private readonly IMediaHost _host;
    private readonly IRandomSource _random;
    private readonly BufferBudget _budget = new(MaxWaitingBytes);
    private readonly List<Transceiver> _transceivers = [];
    private readonly byte[] _cname;
    private IMediaTransport? _transport;

    /// <summary>Creates a session without sections.</summary>
    /// <param name="host">Receives what the sections report.</param>
    /// <param name="random">The source of random values.</param>
    public MediaSession(IMediaHost host, IRandomSource random)
    {
        (_host, _random) = (host, random);
        Span<byte> bytes = stackalloc byte[12];
        random.Fill(bytes);
        CanonicalName = Convert.ToBase64String(bytes);
        _cname = Encoding.ASCII.GetBytes(CanonicalName);
        random.Fill(bytes);
        _ownSsrc = BitConverter.ToUInt32(bytes);
    }

    /// <summary>The name that all sources of this side have in common (RFC 7022), and the id of the stream of its tracks.</summary>
    public string CanonicalName { get; }

    /// <summary>The sections, in the order in which they were added.</summary>
    public IReadOnlyList<Transceiver> Transceivers => _transceivers;

    /// <summary>The number of packets of media that arrived. It may be read without the lock.</summary>
    public long PacketsReceived => Volatile.Read(ref _packetsReceived);

    /// <summary>Sets what carries the packets. It is called once, before anything else.</summary>
    public void Attach(IMediaTransport transport)
    {
        _transport = transport;
        _sender.Attach(transport);
    }

    /// <summary>Adds a section.</summary>
    /// <param name="kind">Audio or video.</param>
    /// <param name="isOfRemoteOffer">Whether an offer of the other side creates it.</param>
    public Transceiver Add(MediaKind kind, bool isOfRemoteOffer)
    {
        Span<byte> id = stackalloc byte[16];
        _random.Fill(id);
        var transceiver = new Transceiver(kind, new Guid(id).ToString(), new OutgoingStream(_random), _host.OnMeasured)
        {
            IsOfRemoteOffer = isOfRemoteOffer,
        };
        _transceivers.Add(transceiver);
        return transceiver;
    }

    /// <summary>Removes a section that was never negotiated.</summary>
    public void Remove(Transceiver transceiver)
    {
        _transceivers.Remove(transceiver);
        _sender.Drop(transceiver.Outgoing);
        transceiver.Dispose();
    }

    /// <summary>Sends a frame if its section sends that codec at the moment, and drops it otherwise.</summary>
    /// <remarks>After a picture was dropped, the next one that is sent is a key frame. The source is asked for it.</remarks>
    public void Send(Transceiver transceiver, EncodedFrame frame, TimeSpan now)
    {
        var (parameters, outgoing) = (transceiver.Parameters, transceiver.Outgoing);
        if (_transport is not { IsReady: true } || transceiver.MidBytes is not { } mid
            || OutgoingFormatOf(parameters, frame.Codec) is not { } format)
        {
            outgoing.OnFrameDropped();
            return;
        }

        DropLatePictures(transceiver, frame.IsKeyFrame);
        if (transceiver.Kind == MediaKind.Video && outgoing.NeedsKeyFrame && !frame.IsKeyFrame)
        {
            if (outgoing.TryBeginKeyFrameRequest(now))
                _host.OnKeyFrameNeeded(transceiver);

            return;
        }

        outgoing.Send(_sender, frame, format, parameters.Extensions, mid, now);
        _sender.SendWaiting(now);
        _nextReport ??= now + FirstReport;
    }

    /// <inheritdoc/>
    public void OnReady(TimeSpan now)
    {
        // What the encoder made before has not been sent, so the first picture has to be a key frame.
        foreach (var transceiver in _transceivers)
        {
            if (transceiver is { Kind.Known: MediaKind.Values.Video, Parameters.Sends: true })
                _host.OnKeyFrameNeeded(transceiver);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sender.Dispose();
        foreach (var transceiver in _transceivers)
            transceiver.Dispose();
    }

    // For each frame, so without an enumerator.
    private static MediaFormat? OutgoingFormatOf(SectionParameters parameters, MediaCodec codec)
    {
        for (var i = 0; parameters.Sends && i < parameters.Outgoing.Count; i++)
        {
            if (parameters.Outgoing[i].Codec == codec)
                return parameters.Outgoing[i];
        }

        return null;
    }
}

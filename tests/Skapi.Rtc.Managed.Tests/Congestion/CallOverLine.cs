using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Media;
using OutgoingStream = Skapi.Rtc.Managed.Media.OutgoingStream;

namespace Skapi.Rtc.Managed.Tests.Congestion;

/// <summary>
/// A call over one line in virtual time: sound, pictures of an encoder that follows its target, and data of a bulk transfer go from left to
/// right. Reports and acknowledgements come back over a line that is never full. Timers fire up to a millisecond late, as those of systems.
/// </summary>
internal sealed partial class CallOverLine : IDisposable
{
    private const int NetworkOverhead = 28;
    private const int DtlsOverhead = 37;
    private const int PicturesPerSecond = 30;
    private const double UsualSoundRate = 32_000;
    private const string Sound = "sound";
    private const string Picture = "picture";
    private const string Data = "data";

    private static readonly TimeSpan SoundInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PictureInterval = TimeSpan.FromSeconds(1.0 / PicturesPerSecond);

    private readonly Random _random;
    private readonly VirtualLine _back;
    private readonly Side _left;
    private readonly Side _right;
    private readonly Transceiver _sound;
    private readonly Transceiver? _pictures;
    private readonly byte[] _packet = new byte[2000];
    private TimeSpan _nextSound;
    private TimeSpan _nextPicture;
    private bool _needsKeyFrame = true;
    private double? _target;

    public CallOverLine(
        int seed, double bitsPerSecond, TimeSpan maxQueue, TimeSpan delay, bool hasFeedback = true, double loss = 0,
        double? policedBurst = null, bool hasPictures = true)
    {
        _random = new Random(seed);
        Line = new VirtualLine(bitsPerSecond, maxQueue, delay) { Loss = loss, PolicedBurst = policedBurst };
        _back = new VirtualLine(1e9, TimeSpan.FromSeconds(1), delay);
        (_left, _right) = (new Side(this, Line, seed), new Side(this, _back, seed + 1000));
        _left.Other = _right;
        _right.Other = _left;
        _sound = _left.Add("a", MediaKind.Audio, sends: true, hasFeedback);
        _right.Add("a", MediaKind.Audio, sends: false, hasFeedback);
        if (hasPictures)
        {
            _pictures = _left.Add("v", MediaKind.Video, sends: true, hasFeedback);
            _right.Add("v", MediaKind.Video, sends: false, hasFeedback);
        }

        _left.Association.Connect(Now);
        _right.Association.Connect(Now);
        _nextPicture = TimeSpan.FromMilliseconds(_random.Next(33));
        Drain();
    }

    public VirtualLine Line { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>Whether pictures are sent: at their target, or at a fixed rate.</summary>
    public bool SendsPictures { get; set; } = true;

    /// <summary>The bits a second of pictures whose encoder does not follow its target; null for one that does.</summary>
    public double? FixedRate { get; set; }

    /// <summary>The bytes of a key frame and of another picture, of an encoder with fixed sizes; null for one with a target.</summary>
    public (int Key, int Other)? FixedSizes { get; set; }

    /// <summary>How many times as large as another picture a key frame is, of an encoder that follows its target.</summary>
    public double KeyFrameRatio { get; set; } = 3;

    /// <summary>The number of key frames that the encoder has made.</summary>
    public int KeyFramesMade { get; private set; }

    /// <summary>The maximum that the app wants for pictures.</summary>
    public double MaxRate { get; set; } = double.PositiveInfinity;

    /// <summary>Whether a bulk transfer goes over a data channel.</summary>
    public bool SendsData { get; set; }

    /// <summary>How long packets of media waited in the queue of the line, with the time at which they left it.</summary>
    public List<(TimeSpan At, TimeSpan Waited, bool IsSound)> Delays { get; } = [];

    /// <summary>The bits a second that sound is encoded for; null before the path is known.</summary>
    public double? SoundTarget { get; private set; }

    public long SoundSent { get; private set; }

    public long SoundArrived { get; private set; }

    public long DataArrived { get; private set; }

    public long FramesArrived { get; private set; }

    public long? Bitrate => _left.Session.Bitrate;

    public bool SendsSound { get; set; } = true;

    /// <summary>Whether data are limited now.</summary>
    public bool LimitsData => _left.Session.LimitData(isWaiting: false, Now) is not null;

    public OutgoingStream Pictures => _pictures!.Outgoing;

    /// <summary>Lets virtual time pass.</summary>
    /// <returns>The share of the line that was used, and for how long 99 % and half of the packets of media waited at most.</returns>
    public (double Used, TimeSpan Longest, TimeSpan Usual) Run(TimeSpan duration)
    {
        var (end, carried, delays) = (Now + duration, Line.CarriedBytes, Delays.Count);
        var capacity = Line.BitsPerSecond * duration.TotalSeconds;
        while (Step(end))
        {
        }

        var waited = Delays.Skip(delays).Select(static delay => delay.Waited).Order().ToArray();
        return (
            (Line.CarriedBytes - carried) * 8 / capacity,
            waited.Length == 0 ? TimeSpan.Zero : waited[(int)(waited.Length * 0.99)],
            waited.Length == 0 ? TimeSpan.Zero : waited[waited.Length / 2]);
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
    }

    private bool Step(TimeSpan end)
    {
        var next = Min(_nextSound, _nextPicture);
        foreach (var due in new[] { Line.Next, _back.Next, _left.Due, _right.Due })
            next = due is { } at ? Min(at, next) : next;

        if (next > end)
        {
            Now = end;
            return false;
        }

        Now = next > Now ? next : Now;
        while (Line.TryTake(Now, out var arrival))
            Deliver(_right, arrival);

        while (_back.TryTake(Now, out var arrival))
            _left.Handle(arrival.Packet, isData: arrival.Tag is Data);

        _left.HandleTimeouts();
        _right.HandleTimeouts();
        SendSound();
        SendPicture();
        SendData();
        Drain();
        return true;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private void Deliver(Side side, VirtualLine.Arrival arrival)
    {
        if (arrival.Tag is Data)
        {
            side.Handle(arrival.Packet, isData: true);
            return;
        }

        Delays.Add((Now, arrival.Waited, arrival.Tag is Sound));
        SoundArrived += arrival.Tag is Sound ? 1 : 0;
        side.Handle(arrival.Packet, isData: false);
    }

    private void SendSound()
    {
        if (Now < _nextSound)
            return;

        _nextSound += SoundInterval;
        if (!SendsSound)
            return;

        SoundSent++;
        var size = Math.Min(SoundTarget ?? UsualSoundRate, UsualSoundRate) / 8 * SoundInterval.TotalSeconds;
        _left.Session.Send(_sound, new EncodedFrame(MediaCodec.Opus, new byte[(int)size], Now, true), Now);
    }

    // Sizes vary as those of an encoder.
    private void SendPicture()
    {
        if (Now < _nextPicture)
            return;

        _nextPicture += PictureInterval;
        if (!SendsPictures || _pictures is null)
            return;

        var rate = FixedRate ?? Math.Min(_target ?? 300_000, MaxRate);
        var size = rate / 8 / PicturesPerSecond * (0.7 + (0.6 * _random.NextDouble())) * (_needsKeyFrame ? KeyFrameRatio : 1);
        if (FixedSizes is { } sizes)
            size = _needsKeyFrame ? sizes.Key : sizes.Other;

        KeyFramesMade += _needsKeyFrame ? 1 : 0;
        var frame = new byte[Math.Max((int)size, 50)];
        frame[0] = (byte)(_needsKeyFrame ? 0 : 1);
        var isKeyFrame = _needsKeyFrame;
        _needsKeyFrame = false;
        _left.Session.Send(_pictures, new EncodedFrame(MediaCodec.Vp8, frame, Now, isKeyFrame), Now);
    }

    private void SendData()
    {
        while (SendsData && _left.Association is { State: SctpState.Established, BufferedBytes: < 500_000 } association)
            association.Send(new SendOptions(1, 53), new byte[16 * 1024], Now);
    }

    private void Drain()
    {
        if (_left.Session.LimitData(_left.Association.BufferedBytes > 0, Now) is { } limit)
            _left.Association.Limit(limit.BytesPerSecond, limit.MaxQueue);
        else
            _left.Association.RemoveLimit();

        foreach (var side in new[] { _left, _right })
        {
            int length;
            while ((length = side.Association.WritePacket(_packet.AsSpan(0, 1188), Now)) > 0)
            {
                side.Line.Send(_packet[..length], DtlsOverhead + NetworkOverhead, Data, Now);
                side.Session.OnDataSent(length + DtlsOverhead, Now);
            }
        }
    }
}

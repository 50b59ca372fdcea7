using Skapi.Protocol;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Media;

/// <summary>A codec, its RTP format, and the elements that handle it.</summary>
internal sealed record RtpCodec
{
    /// <summary>The codec.</summary>
    public required MediaCodec Codec { get; init; }

    /// <summary>Audio or video.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>The name in <c>a=rtpmap</c>.</summary>
    public required string EncodingName { get; init; }

    /// <summary>The payload type in offers of this side; an answer takes the offer's.</summary>
    public required int PayloadType { get; init; }

    /// <summary>The clock rate of the RTP timestamps, in hertz.</summary>
    public required int ClockRate { get; init; }

    /// <summary>Further parameters of the RTP format, as caps.</summary>
    public string RtpParameters { get; init; } = "";

    /// <summary>The format between encoder and payloader, as caps.</summary>
    public required string EncodedCaps { get; init; }

    /// <summary>
    /// The element between encoded frames of the app and the payloader, or between the depayloader and the app; null for none.
    /// </summary>
    public string? Parser { get; init; }

    /// <summary>The element that a file needs between the depayloader and the muxer, or null for none.</summary>
    public string? FileParser { get; init; }

    /// <summary>The element that puts encoded frames into RTP packets.</summary>
    public required string Payloader { get; init; }

    /// <summary>The element that makes encoded frames of RTP packets.</summary>
    public required string Depayloader { get; init; }

    /// <summary>The element that decodes.</summary>
    public required string Decoder { get; init; }

    /// <summary>The element that converts what the decoder gives to <see cref="RawCaps"/>.</summary>
    public string Converter => Kind == MediaKind.Video ? "videoconvert" : "audioconvert";

    /// <summary>The format of the contract's raw frames, as caps.</summary>
    public string RawCaps => Kind == MediaKind.Video ? "video/x-raw,format=I420" : "audio/x-raw,format=S16LE,layout=interleaved";

    /// <summary>The elements that decode, to see whether they are installed.</summary>
    public IEnumerable<string> DecoderElements => [Decoder, Converter, "capsfilter", "appsink"];

    /// <summary>The codec that raw media of a kind is sent with. Every transport decodes it.</summary>
    public static RtpCodec PreferredOf(MediaKind kind) =>
        All.First(codec => codec.Kind == kind && codec.Codec is MediaCodec.Vp8 or MediaCodec.Opus);

    /// <summary>The codecs that are offered and accepted, in order of preference.</summary>
    public static IReadOnlyList<RtpCodec> All { get; } =
    [
        new()
        {
            Codec = MediaCodec.Vp8,
            Kind = MediaKind.Video,
            EncodingName = "VP8",
            PayloadType = 96,
            ClockRate = 90000,
            EncodedCaps = "video/x-vp8",
            Payloader = "rtpvp8pay",
            Depayloader = "rtpvp8depay",
            Decoder = "vp8dec",
        },
        new()
        {
            Codec = MediaCodec.H264,
            Kind = MediaKind.Video,
            EncodingName = "H264",
            PayloadType = 102,
            ClockRate = 90000,
            RtpParameters = ",packetization-mode=(string)1",
            EncodedCaps = "video/x-h264,stream-format=(string)byte-stream,alignment=(string)au",
            Parser = "h264parse",
            FileParser = "h264parse",
            Payloader = "rtph264pay",
            Depayloader = "rtph264depay",
            Decoder = "openh264dec",
        },
        new()
        {
            Codec = MediaCodec.Vp9,
            Kind = MediaKind.Video,
            EncodingName = "VP9",
            PayloadType = 98,
            ClockRate = 90000,
            EncodedCaps = "video/x-vp9",
            Payloader = "rtpvp9pay",
            Depayloader = "rtpvp9depay",
            Decoder = "vp9dec",
        },
        new()
        {
            Codec = MediaCodec.Opus,
            Kind = MediaKind.Audio,
            EncodingName = "OPUS",
            PayloadType = 111,
            ClockRate = 48000,
            // RFC 7587, section 7: the rtpmap always has two channels.
            RtpParameters = ",encoding-params=(string)2",
            EncodedCaps = "audio/x-opus,channel-mapping-family=(int)0,rate=(int)48000,channels=(int)2",
            // A file's header has the number of channels and the rate, which RTP does not have.
            FileParser = "opusparse",
            Payloader = "rtpopuspay",
            Depayloader = "rtpopusdepay",
            Decoder = "opusdec",
        },
        new()
        {
            Codec = MediaCodec.Pcmu,
            Kind = MediaKind.Audio,
            EncodingName = "PCMU",
            PayloadType = 0,
            ClockRate = 8000,
            EncodedCaps = "audio/x-mulaw,rate=(int)8000,channels=(int)1",
            Payloader = "rtppcmupay",
            Depayloader = "rtppcmudepay",
            Decoder = "mulawdec",
        },
        new()
        {
            Codec = MediaCodec.Pcma,
            Kind = MediaKind.Audio,
            EncodingName = "PCMA",
            PayloadType = 8,
            ClockRate = 8000,
            EncodedCaps = "audio/x-alaw,rate=(int)8000,channels=(int)1",
            Payloader = "rtppcmapay",
            Depayloader = "rtppcmadepay",
            Decoder = "alawdec",
        },
    ];

    /// <summary>The codec of an encoded feed, or the one that raw media is encoded with.</summary>
    public static RtpCodec Of(MediaCodec codec) => All.Single(known => known.Codec == codec);

    /// <summary>The RTP format with a payload type, as caps.</summary>
    public string RtpCaps(int payloadType) =>
        $"application/x-rtp,media=(string){Kind.Value},encoding-name=(string){EncodingName},clock-rate=(int){ClockRate}" +
        $",payload=(int){payloadType}{RtpParameters}";
}

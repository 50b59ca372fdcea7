using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Tests.Coding;

public sealed class G711Tests
{
    // ITU-T G.711, tables 1 and 2: the ends of the range, and both sides of zero. 14-bit and 13-bit values are shifted to 16 bits.
    [Theory]
    [InlineData(0, 0xff, 0xd5)]
    [InlineData(-1, 0x7f, 0x55)]
    [InlineData(8, 0xfe, 0xd5)]
    [InlineData(1000, 0xce, 0xfa)]
    [InlineData(-1000, 0x4e, 0x7a)]
    [InlineData(short.MaxValue, 0x80, 0xaa)]
    [InlineData(short.MinValue, 0x00, 0x2a)]
    public void A_sample_has_the_code_of_the_recommendation(short sample, byte mu, byte a)
    {
        G711.CompressMu(sample).ShouldBe(mu);
        G711.CompressA(sample).ShouldBe(a);
    }

    [Theory]
    [InlineData(MediaCodec.Pcmu, 0x80, 32124)]
    [InlineData(MediaCodec.Pcmu, 0x00, -32124)]
    [InlineData(MediaCodec.Pcmu, 0xff, 0)]
    [InlineData(MediaCodec.Pcma, 0xaa, 32256)]
    [InlineData(MediaCodec.Pcma, 0x2a, -32256)]
    [InlineData(MediaCodec.Pcma, 0xd5, 8)]
    [InlineData(MediaCodec.Pcma, 0x55, -8)]
    public void A_code_has_the_value_of_the_recommendation(MediaCodec codec, byte code, short sample) =>
        G711.TableOf(codec)[code].ShouldBe(sample);

    [Fact]
    public void Each_code_is_the_code_of_its_value()
    {
        for (var code = 0; code < 256; code++)
        {
            // The µ-law has two codes for zero.
            var expected = code == 0x7f ? 0xff : code;
            G711.CompressMu(G711.TableOf(MediaCodec.Pcmu)[code]).ShouldBe((byte)expected);
            G711.CompressA(G711.TableOf(MediaCodec.Pcma)[code]).ShouldBe((byte)code);
        }
    }

    [Fact]
    public void Each_sample_becomes_the_nearest_value_or_one_as_near()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            // A sixteenth of a segment, and the segments of a magnitude are at most as wide as the magnitude. The µ-law is cut at the end.
            var step = Math.Max(Math.Abs(sample) / 16, 16);
            Math.Abs(G711.TableOf(MediaCodec.Pcma)[G711.CompressA((short)sample)] - sample).ShouldBeLessThanOrEqualTo(step);
            Math.Abs(G711.TableOf(MediaCodec.Pcmu)[G711.CompressMu((short)sample)] - sample).ShouldBeLessThanOrEqualTo(step);
        }
    }
}

using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests;

/// <summary>RFC 8927 knows the numbers of JSON, which are finite; MessagePack's floats need not be.</summary>
public sealed class NonFiniteTests
{
    [Theory]
    [InlineData("CA7FC00000")]
    [InlineData("CA7F800000")]
    [InlineData("CAFF800000")]
    [InlineData("CB7FF8000000000000")]
    [InlineData("CB7FF0000000000000")]
    [InlineData("CBFFF0000000000000")]
    public void A_float_that_is_not_finite_is_refused(string number)
    {
        Refused("92C0" + number).ShouldBe((DecodeErrorCode.OutOfRange, "/1", 2));
        Refused("93C0C0" + number).ShouldBe((DecodeErrorCode.OutOfRange, "/2", 3));
    }

    [Fact]
    public void A_double_beyond_a_float_is_refused() => Refused("92C0CB7FEFFFFFFFFFFFFF").Code.ShouldBe(DecodeErrorCode.OutOfRange);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_not_encoded(double number)
    {
        foreach (var sample in new[] { new Sample { Float64 = number }, new Sample { Float32 = (float)number } })
        {
            Should.Throw<ArgumentException>(() => JsonCodec.EncodeToUtf8(sample)).Message.ShouldContain("finite");
            Should.Throw<ArgumentException>(() => MessagePackCodec.Encode(sample)).Message.ShouldContain("finite");
        }
    }

    private static (DecodeErrorCode Code, string Path, int Offset) Refused(string hex)
    {
        MessagePackCodec.TryDecode<Sample>(Convert.FromHexString(hex), out _, out var error).ShouldBeFalse();
        return (error!.Code, error.InstancePath, error.ByteOffset);
    }
}

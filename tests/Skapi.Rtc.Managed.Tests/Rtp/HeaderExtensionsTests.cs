using System.Buffers.Binary;
using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Tests.Rtp;

public class HeaderExtensionsTests
{
    [Theory]
    [InlineData(1, "0")]
    [InlineData(14, "sixteen-letters!")]
    [InlineData(14, "more than sixteen letters")]
    [InlineData(15, "audio")]
    [InlineData(255, "")]
    public void A_value_of_any_length_is_read_as_it_was_written(int id, string text)
    {
        var value = System.Text.Encoding.UTF8.GetBytes(text);
        var target = new byte[300];
        var writer = new HeaderExtensionWriter(target, HeaderExtensions.IsOneByte(id, value.Length));
        writer.Write(id, value);
        target = target[..writer.Complete()];

        (target.Length % 4).ShouldBe(0);
        (4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(target.AsSpan(2)))).ShouldBe(target.Length);
        var profile = BinaryPrimitives.ReadUInt16BigEndian(target);
        HeaderExtensions.TryFind(profile, target.AsSpan(4), id, out var found).ShouldBeTrue();
        found.SequenceEqual(value).ShouldBeTrue();
        HeaderExtensions.TryFind(profile, target.AsSpan(4), id - 1, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_extensions_are_found_in_any_form(bool isOneByte)
    {
        var target = new byte[40];
        var writer = new HeaderExtensionWriter(target, isOneByte);
        writer.Write(3, [0x12, 0x34]);
        writer.Write(4, "audio"u8);
        var extensions = target.AsSpan(0, writer.Complete())[4..];
        var profile = BinaryPrimitives.ReadUInt16BigEndian(target);

        HeaderExtensions.TryFind(profile, extensions, 4, out var name).ShouldBeTrue();
        HeaderExtensions.TryFind(profile, extensions, 3, out var number).ShouldBeTrue();

        Convert.ToHexString(number).ShouldBe("1234");
        System.Text.Encoding.UTF8.GetString(name).ShouldBe("audio");
    }

    // RFC 8285, section 4.2: padding is between extensions, too.
    [Fact]
    public void An_extension_behind_others_and_padding_is_found()
    {
        HeaderExtensions.TryFind(0xBEDE, Convert.FromHexString("1055000021556630AA000000"), 3, out var value).ShouldBeTrue();
        Convert.ToHexString(value).ShouldBe("AA");
    }

    [Theory]
    [InlineData(0xBEDE, "1F55")]
    [InlineData(0xBEDE, "F055105500")]
    [InlineData(0x1000, "01")]
    [InlineData(0x1000, "0209AA")]
    [InlineData(0x4321, "1055")]
    public void A_malformed_list_has_no_extensions(int profile, string extensions) =>
        HeaderExtensions.TryFind((ushort)profile, Convert.FromHexString(extensions), 1, out _).ShouldBeFalse();
}

using System.Text;
using System.Text.Json;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Samples;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests.Properties;

/// <summary>Texts of every length around the sizes of vectors and heads, with whatever characters, at every place in a buffer.</summary>
public sealed class TextProperties
{
    private static readonly string[] Characters =
        ["a", "Z", " ", "~", "\u007f", "\u0080", "é", "ß", "안", "녕", "\uffff", "😀", "\U0010ffff", "\"", "\\", "\n", "\u001f", "/"];

    [SeededProperty(MaxTest = 3000)]
    public void A_text_survives_both_codecs(Seed seed)
    {
        var message = new Sample { Text = TextOf(seed.CreateRandom()) };

        var json = JsonCodec.EncodeToUtf8(message);
        JsonCodec.Decode<Sample>(json).ShouldBe(message);
        using var platform = JsonDocument.Parse(json);
        platform.RootElement.GetProperty("text").GetString().ShouldBe(message.Text);

        var bytes = MessagePackCodec.Encode(message);
        MessagePackCodec.Decode<Sample>(bytes).ShouldBe(message);
        HeadOf(bytes.AsSpan(1)).ShouldBe(Encoding.UTF8.GetByteCount(message.Text!));
    }

    [SeededProperty(MaxTest = 3000)]
    public void Bytes_are_read_as_a_text_exactly_if_they_are_utf8(Seed seed)
    {
        var random = seed.CreateRandom();
        var utf8 = Encoding.UTF8.GetBytes(TextOf(random));
        for (var i = random.Next(3); i > 0 && utf8.Length > 0; i--)
            utf8[random.Next(utf8.Length)] = (byte)random.Next(256);
        byte[] bytes = [0x91, 0xda, (byte)(utf8.Length >> 8), (byte)utf8.Length, .. utf8];

        var isRead = MessagePackCodec.TryDecode<Sample>(bytes, out var message, out var error);

        isRead.ShouldBe(System.Text.Unicode.Utf8.IsValid(utf8));
        if (isRead)
            message!.Text.ShouldBe(Encoding.UTF8.GetString(utf8));
        else
            error!.Code.ShouldBe(DecodeErrorCode.InvalidUtf8);
    }

    /// <summary>The length in the head of a string, which is the shortest head that can say it.</summary>
    private static int HeadOf(ReadOnlySpan<byte> text) => text[0] switch
    {
        >= 0xa0 and <= 0xbf => text[0] & 0x1f,
        0xd9 when text[1] > 31 => text[1],
        0xda when ((text[1] << 8) | text[2]) > byte.MaxValue => (text[1] << 8) | text[2],
        _ => -1,
    };

    private static string TextOf(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(random.Next(8) == 0 ? 1300 : 70); i > 0; i--)
            text.Append(random.Next(4) > 0 ? "x" : Characters[random.Next(random.Next(2) == 0 ? 4 : Characters.Length)]);
        return text.ToString();
    }
}

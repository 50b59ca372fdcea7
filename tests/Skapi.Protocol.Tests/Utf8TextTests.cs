using System.Text;
using System.Text.Unicode;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests;

/// <summary>Texts are decoded as the platform decodes them, wherever a character is among others.</summary>
public sealed class Utf8TextTests
{
    private static readonly string[] Runs =
        [
            "안녕하세요", "漢字", "かな", "😀🎉", "Привет", "é", "ascii", "a longer text in ASCII", " ", "\uffff", "\U0010ffff", "ࠀ",
            "\0",
        ];

    [Fact]
    public void Every_sequence_of_three_bytes_is_accepted_exactly_if_it_is_valid()
    {
        for (var character = 0; character <= char.MaxValue; character++)
        {
            var (second, third) = ((byte)(0x80 | ((character >> 6) & 0x3f)), (byte)(0x80 | (character & 0x3f)));
            byte[] sequence = [(byte)(0xe0 | (character >> 12)), second, third];
            ShouldAgree([.. "안"u8, .. sequence, .. "녕하세요"u8]);
            ShouldAgree([.. sequence, .. "안녕하세요"u8]);
            ShouldAgree([.. sequence, .. "ascii behind"u8]);
        }
    }

    [Fact]
    public void Every_beginning_of_a_sequence_is_accepted_exactly_if_it_is_valid()
    {
        for (var first = 0x80; first <= byte.MaxValue; first++)
        {
            for (var second = 0; second <= byte.MaxValue; second++)
            {
                ShouldAgree([.. "안"u8, (byte)first, (byte)second, 0x80, 0xbf, .. "녕하세요"u8]);
                ShouldAgree([(byte)first, (byte)second, 0x80, .. "녕하세요"u8]);
                ShouldAgree([(byte)first, (byte)second, .. "녕하세요"u8]);
            }
        }
    }

    [SeededProperty(MaxTest = 5000)]
    public void Runs_of_any_scripts_are_decoded_and_damage_is_found(Seed seed)
    {
        var random = seed.CreateRandom();
        var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Runs[random.Next(Runs.Length)]));
        var utf8 = Encoding.UTF8.GetBytes(text);
        ShouldAgree(utf8);

        ShouldAgree(utf8[..random.Next(utf8.Length + 1)]);
        for (var i = random.Next(4); i > 0 && utf8.Length > 0; i--)
            utf8[random.Next(utf8.Length)] = (byte)random.Next(256);
        ShouldAgree(utf8);
    }

    private static void ShouldAgree(byte[] utf8)
    {
        var isDecoded = Utf8Text.TryDecode(utf8, out var text);

        isDecoded.ShouldBe(Utf8.IsValid(utf8), Convert.ToHexString(utf8));
        if (isDecoded)
            text.ShouldBe(Encoding.UTF8.GetString(utf8));
    }
}

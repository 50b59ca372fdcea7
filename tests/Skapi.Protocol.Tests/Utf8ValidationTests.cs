using System.Text;
using System.Text.Unicode;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests;

/// <summary>A text is valid if and only if the platform says so, wherever in a vector a byte is.</summary>
public sealed class Utf8ValidationTests
{
    // Every byte at which the rules for a byte change, and its neighbours (RFC 3629, section 4).
    private static readonly byte[] Borders =
        [
            0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3,
            0xf4, 0xf5, 0xf7, 0xf8, 0xff,
        ];

    private static readonly string[] Characters =
        ["a", "\u007f", "\u0080", "é", "\u07ff", "ࠀ", "안", "\ud7ff", "\uffff", "𐀀", "😀", "\U0010ffff"];

    [Fact]
    public void Four_bytes_of_any_kinds_are_judged_at_every_place_of_a_vector()
    {
        var text = new byte[40];
        for (var place = 0; place < 16; place++)
        {
            foreach (var first in Borders)
            {
                foreach (var second in Borders)
                {
                    foreach (var third in Borders)
                    {
                        foreach (var fourth in Borders)
                        {
                            text.AsSpan().Fill((byte)'a');
                            (text[place], text[place + 1], text[place + 2], text[place + 3]) = (first, second, third, fourth);
                            ShouldAgree(text);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void A_character_that_the_end_cuts_off_is_found_at_every_length()
    {
        for (var length = 0; length < 100; length++)
        {
            foreach (var character in Characters)
            {
                byte[] text = [.. Enumerable.Repeat((byte)'a', length), .. Encoding.UTF8.GetBytes(character)];
                for (var end = length; end <= text.Length; end++)
                    ShouldAgree(text.AsSpan(0, end));
            }
        }
    }

    [SeededProperty(MaxTest = 5000)]
    public void Texts_of_any_characters_are_judged_whole_and_damaged(Seed seed)
    {
        var random = seed.CreateRandom();
        var text = string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => Characters[random.Next(Characters.Length)]));
        var utf8 = Encoding.UTF8.GetBytes(text);
        ShouldAgree(utf8);

        ShouldAgree(utf8.AsSpan(random.Next(utf8.Length + 1)));
        ShouldAgree(utf8.AsSpan(0, random.Next(utf8.Length + 1)));
        if (utf8.Length > 0)
            utf8[random.Next(utf8.Length)] = Borders[random.Next(Borders.Length)];
        ShouldAgree(utf8);
    }

    private static void ShouldAgree(ReadOnlySpan<byte> utf8)
    {
        if (Utf8Validation.IsValid(utf8) != Utf8.IsValid(utf8))
            Assert.Fail($"The platform says {Utf8.IsValid(utf8)} for {Convert.ToHexString(utf8)}.");
    }
}

using System.Text.RegularExpressions;

namespace Skapi.Docs.Tests.Style;

/// <summary>Phrases that a reader has to translate before using the sentence, each with what to write instead.</summary>
internal static class BannedPhrases
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>The phrases.</summary>
    public static IReadOnlyList<(Regex Phrase, string Instead)> All { get; } =
    [
        Phrase(@"(?<!\bthere )\b(is|are|was|were|has|have|had) none\b(?! of)", "“there is no …”, “is empty”, “is null”"),
        Phrase(@"\bat the (most|least)\b", "“at most”, “at least”, “the maximum number of …”"),
        Phrase(@"\bgives? up\b(?! the lock)", "“cancels”, “stops retrying”, “times out”"),
        Phrase(@"\b(lets?|letting) go of\b", "“releases”, “disposes”"),
        Phrase(@"\bstands? (twice|at|in the way)\b", "“appears twice”, “is at”"),
        Phrase(@"\b(by|of|from|at) which (a|an|the) \w+ (is|are)\b", "start a new sentence"),
        Phrase(@"\bto be done is\b", "put the subject first"),
        Phrase(@"\bof which the (first|last)\b", "start a new sentence"),
        Phrase(@"\bis no (array|object|string|number|type|name|value|JSON|key|token|text)\b", "“is not a …”"),
        Phrase(@"\bis nothing that\b", "“unknown …”"),
        Phrase(@"\bby its own word\b", "say who says so, and where"),
        Phrase(@"\ball the same\b", "“anyway”, or leave it out"),
        Phrase(@"\bhas no say\b", "say what decides instead"),
        Phrase(@"\bwritten anew\b|\bmade anew\b|\bbegins? anew\b", "“again”"),
        Phrase(@"\bhow (often|long|many|much) [^.;\n]{1,80} (is|are|may be) at the\b", "“the maximum …”, “the length of …”"),
        Phrase(@"\bwhat is missing\b[^.\n]* is installed first\b", "“installs missing dependencies first”"),
        Phrase(@"\bhears? (of |every |each |nothing)", "“receives”, “is told”"),
        Phrase(@"\b(the|this) house\b", "“the repository”, “the project”"),
        Phrase(@"\bwithout a word\b", "“silently”, “without a message”"),
        Phrase(@"\bmends?\b|\bmended\b", "“fix”, “repair”"),
        Phrase(@"\bbefore anything is done\b", "“before it starts”"),
        Phrase(@"\bas (often|long|many|much) as (it|one) likes\b", "“any number of”"),
    ];

    private static (Regex Phrase, string Instead) Phrase(string pattern, string instead) => (new Regex(pattern, Options), instead);
}

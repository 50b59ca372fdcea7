namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>A token of a TypeScript file.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its text; of a string, its value.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="FollowsLineBreak">Whether a line break is before it, which can end a statement.</param>
/// <param name="Comment">The documentation comment before it, or null.</param>
internal sealed record Token(TokenKind Kind, string Text, int Position, bool FollowsLineBreak, string? Comment)
{
    /// <summary>The error of a string, or null.</summary>
    public TypeScriptException? Error { get; init; }

    /// <summary>Whether it is an operator, a bracket or a separator.</summary>
    public bool Is(string punctuation) => Kind == TokenKind.Punctuation && Text == punctuation;

    /// <summary>Whether it is a keyword. TypeScript allows most of them as names too.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;

    /// <summary>The token, for a message.</summary>
    public string Description => Kind == TokenKind.End ? "the end of the file" : $"“{Text}”";
}

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>A name or a keyword.</summary>
    Name,

    /// <summary>A string in quotes.</summary>
    String,

    /// <summary>A template literal.</summary>
    Template,

    /// <summary>A regular expression.</summary>
    Expression,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator, a bracket or a separator.</summary>
    Punctuation,

    /// <summary>The end of the file.</summary>
    End,
}

namespace Skapi.Protocol.Schemas;

/// <summary>What a validation found.</summary>
public readonly struct ValidationResult
{
    private readonly IReadOnlyList<ValidationError>? _errors;

    internal ValidationResult(IReadOnlyList<ValidationError>? errors, DecodeError? malformed, bool isTruncated)
    {
        _errors = errors;
        Malformed = malformed;
        IsTruncated = isTruncated;
    }

    /// <summary>Whether the instance satisfies the schema.</summary>
    public bool IsValid => _errors is null && Malformed is null;

    /// <summary>Why the schema rejects the instance: a set, in no particular order.</summary>
    public IReadOnlyList<ValidationError> Errors => _errors ?? [];

    /// <summary>Why the instance could not be read to its end: it is no JSON, nests too deep, names a member twice, or has half a surrogate pair where a text stands.</summary>
    public DecodeError? Malformed { get; }

    /// <summary>Whether the limit for errors was reached, so that there may be more.</summary>
    public bool IsTruncated { get; }
}

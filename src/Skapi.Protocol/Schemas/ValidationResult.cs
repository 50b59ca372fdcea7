namespace Skapi.Protocol.Schemas;

/// <summary>The result of a validation.</summary>
public readonly struct ValidationResult
{
    private readonly IReadOnlyList<ValidationError>? _errors;

    internal ValidationResult(IReadOnlyList<ValidationError>? errors, DecodeError? malformed, bool isTruncated)
    {
        _errors = errors;
        Malformed = malformed;
        IsTruncated = isTruncated;
    }

    /// <summary>Whether the instance is valid.</summary>
    public bool IsValid => _errors is null && Malformed is null;

    /// <summary>The error indicators, in no particular order. The list is empty if the schema accepts the instance.</summary>
    public IReadOnlyList<ValidationError> Errors => _errors ?? [];

    /// <summary>
    /// The error that stopped reading, or null. The instance is not JSON, nests too deep, has a member twice, or has a lone surrogate.
    /// </summary>
    public DecodeError? Malformed { get; }

    /// <summary>Whether the maximum number of errors was reached. There can be more errors.</summary>
    public bool IsTruncated { get; }
}

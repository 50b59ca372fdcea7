namespace Skapi.Protocol.Schemas;

/// <summary>The result of a check of constraints.</summary>
public readonly struct ConstraintResult
{
    private readonly IReadOnlyList<ConstraintViolation>? _violations;

    internal ConstraintResult(IReadOnlyList<ConstraintViolation>? violations, DecodeError? malformed, bool isTruncated)
    {
        _violations = violations;
        Malformed = malformed;
        IsTruncated = isTruncated;
    }

    /// <summary>Whether the instance is JSON and meets the constraints.</summary>
    public bool IsValid => _violations is null && Malformed is null;

    /// <summary>The violations, in the order of the instance. The list is empty if there is no violation.</summary>
    public IReadOnlyList<ConstraintViolation> Violations => _violations ?? [];

    /// <summary>
    /// The error that stopped reading, or null. The instance is not JSON, nests too deep, has a member twice, or has a lone surrogate.
    /// </summary>
    public DecodeError? Malformed { get; }

    /// <summary>Whether the maximum number of errors was reached. There can be more violations.</summary>
    public bool IsTruncated { get; }
}

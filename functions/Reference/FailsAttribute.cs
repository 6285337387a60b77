using Deis.Platform.Results;

namespace Deis.Functions.Reference;

/// <summary>A failure of a function, for the reference of the API. What every function of its kind can fail with is not named.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class FailsAttribute : Attribute
{
    /// <summary>A failure of a use case.</summary>
    /// <param name="kind">Its kind, from which status and form follow.</param>
    /// <param name="message">What it says.</param>
    /// <param name="field">The field at fault, for <see cref="ErrorKind.Field"/>.</param>
    public FailsAttribute(ErrorKind kind, string message, string? field = null)
    {
        Kind = kind;
        Message = message;
        Field = field;
    }

    /// <summary>A failure that no use case knows of; its form is <c>{"detail": …}</c>.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="message">What it says.</param>
    public FailsAttribute(int status, string message)
    {
        Status = status;
        Message = message;
    }

    /// <summary>Its kind; null when there is a status.</summary>
    public ErrorKind? Kind { get; }

    /// <summary>Its status; null when it follows from the kind.</summary>
    public int? Status { get; }

    /// <summary>What it says.</summary>
    public string Message { get; }

    /// <summary>The field at fault.</summary>
    public string? Field { get; }
}

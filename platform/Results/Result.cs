using System.Diagnostics.CodeAnalysis;

namespace Deis.Platform.Results;

/// <summary>The outcome of a use case that returns a <typeparamref name="T"/> or an <see cref="Results.Error"/>.
/// Converts implicitly from both, so that use cases read as straight guard clauses.</summary>
/// <typeparam name="T">The value of a success.</typeparam>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Error? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>The failure, or null when the use case succeeded.</summary>
    public Error? Error { get; }

    /// <summary>The value of a success.</summary>
    /// <exception cref="InvalidOperationException">The outcome is a failure.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error.Message}");

    /// <summary>True for a success, with <paramref name="value"/> set; false for a failure, with <paramref name="error"/> set.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Error? error)
    {
        value = _value;
        error = Error;
        return error is null;
    }

    /// <summary>A success.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Result.Ok and Result.Fail are the named alternates.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Result.Ok and Result.Fail are the named alternates.")]
    public static implicit operator Result<T>(Error error) => new(default, error);
}

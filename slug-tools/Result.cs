using System.Diagnostics.CodeAnalysis;

namespace Deis.SlugTools;

/// <summary>A value or the <see cref="Failure"/> that prevented it.</summary>
internal readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Failure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>Why there is no value, or null.</summary>
    public Failure? Failure { get; }

    /// <summary>Separates the two cases.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Failure? failure)
    {
        value = _value;
        failure = Failure;
        return failure is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Failure failure) => new(default, failure);
}

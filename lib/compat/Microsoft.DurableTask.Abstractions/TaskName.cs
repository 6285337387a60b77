namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or activity. Names are compared ordinally, ignoring case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    private readonly string? _name;

    /// <summary>Makes a name.</summary>
    /// <param name="name">The text; null or empty gives the default (empty) name.</param>
    public TaskName(string? name)
    {
        _name = string.IsNullOrEmpty(name) ? null : name;
    }

    /// <summary>The text of the name; empty for <c>default</c>.</summary>
    public string Name => _name ?? string.Empty;

    /// <summary>The text of a name.</summary>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>A name from its text.</summary>
    public static implicit operator TaskName(string value) => new(value);

    /// <summary>True when both names are the same ignoring case.</summary>
    public static bool operator ==(TaskName left, TaskName right) => left.Equals(right);

    /// <summary>True when the names differ by more than case.</summary>
    public static bool operator !=(TaskName left, TaskName right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

namespace Deis.Local;

/// <summary>The platform cannot start, for a reason that the user can do something about.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="advice">What to do.</param>
public sealed class LocalException(string problem, string advice) : Exception(problem)
{
    /// <summary>What to do.</summary>
    public string Advice { get; } = advice;
}

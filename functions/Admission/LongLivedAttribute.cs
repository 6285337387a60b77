namespace Deis.Functions.Admission;

/// <summary>Marks a function whose requests may last: they wait for a rollout, follow a log, move an object. They have a bound of their own.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class LongLivedAttribute : Attribute;

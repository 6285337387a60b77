namespace Deis.Platform.Releases;

/// <summary>What a new release is made of. What is not named is taken from the latest successful release.</summary>
/// <param name="AppId">The app.</param>
/// <param name="UserId">Who releases.</param>
/// <param name="Operation">The operation that asks; the same operation gets the same release however often it asks.</param>
/// <param name="BuildId">A new build.</param>
/// <param name="ConfigId">A new configuration.</param>
/// <param name="RollbackTo">Number of an earlier release to take build and configuration from.</param>
public sealed record NewRelease(Guid AppId, Guid UserId, string Operation, Guid? BuildId = null, Guid? ConfigId = null, int? RollbackTo = null);

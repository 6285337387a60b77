namespace DurableTask.Postgres.Store;

/// <summary>A hold whose step could not be committed, or was not taken.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Epoch">The fencing number of the hold.</param>
/// <param name="Delay">Pause before the next try.</param>
/// <param name="Error">What went wrong; null: nothing that is the instance's fault, so it does not count as an attempt.</param>
/// <param name="IsForOthers">True: this worker does not want the instance, so others are told of it.</param>
internal sealed record LostStep(long Id, int Epoch, TimeSpan Delay, string? Error, bool IsForOthers = false);

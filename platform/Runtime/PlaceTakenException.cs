namespace Deis.Platform.Runtime;

/// <summary>An app cannot have its place: something of that name is there, and is no app's.</summary>
public sealed class PlaceTakenException(string message) : Exception(message);

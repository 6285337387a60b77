namespace Deis.SlugTools.Archives;

/// <summary>
/// Carries a refusal out of a stream that <see cref="System.Formats.Tar.TarReader"/> reads from; the extractor turns it into
/// a <see cref="Failure"/>, nobody else sees it.
/// </summary>
internal sealed class ArchiveRefusedException(string message) : Exception(message);

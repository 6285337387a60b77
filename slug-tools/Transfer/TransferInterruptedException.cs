namespace Deis.SlugTools.Transfer;

/// <summary>A download broke off. Tells a failing network apart from a failing disk, which look alike otherwise.</summary>
internal sealed class TransferInterruptedException(Exception inner) : Exception("The transfer broke off", inner);

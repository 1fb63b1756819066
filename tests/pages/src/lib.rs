//! Pages of documentation made by machine, in every form in which people save them.
